# Paper of 58 mm, Chinese characters between FS & and FS .
name = generic-58-gb18030
source = ESC/POS Command Reference, Seiko Epson (ESC t, GS v 0, GS ( k, GS k, GS r, GS V, ESC p)
source = escpos-printer-db, receipt-print-hq, CC-BY-4.0, profile default
paper = 32 384
pages = 0:IBM437 2:IBM850 19:IBM00858 16:windows-1252
wide = GB18030
qr = native
barcodes = all
picture = raster
picture.band = 256
picture.buffer = 65536
cut = none
confirmation = in-order
drawer = 2 100 500
