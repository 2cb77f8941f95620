# Column pictures do not work reliably on it.
name = sunmi-v2
model = Sunmi V2, built-in printer
source = escpos-printer-db, receipt-print-hq, CC-BY-4.0, profile Sunmi-V2
source = Sunmi printer developer documentation, ESC/POS commands (FS &, FS C 0 GB18030)
paper = 32 384
pages = 0:IBM437 2:IBM850 19:IBM00858 16:windows-1252 18:IBM852 17:IBM866 13:IBM857 14:IBM737 3:IBM860 4:IBM863 5:IBM865 15:ISO-8859-7 33:IBM775 34:IBM855
wide = GB18030
wide.select = 1C 43 00
qr = native
barcodes = all
picture = raster
picture.band = 256
picture.buffer = 65536
cut = none
confirmation = real-time
drawer = 2 100 500
