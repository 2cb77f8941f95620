# All text is UTF-8; the printer chooses the font.
name = sunmi-v2-utf8
model = Sunmi V2, built-in printer, text as UTF-8
source = escpos-printer-db, receipt-print-hq, CC-BY-4.0, profile Sunmi-V2
source = Sunmi printer developer documentation, ESC/POS commands (FS &, FS C FF UTF-8)
paper = 32 384
wide = UTF-8
wide.mode = utf-8
wide.select = 1C 26 1C 43 FF
qr = native
barcodes = all
picture = raster
picture.band = 256
picture.buffer = 65536
cut = none
confirmation = real-time
drawer = 2 100 500
