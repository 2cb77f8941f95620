# Paper of 80 mm at 180 dpi.
name = generic-80-180dpi
source = ESC/POS Command Reference, Seiko Epson (ESC t, GS v 0, GS ( k, GS k, GS r, GS V, ESC p)
source = escpos-printer-db, receipt-print-hq, CC-BY-4.0, profile default
paper = 42 512
pages = 0:IBM437 2:IBM850 19:IBM00858 16:windows-1252
qr = native
barcodes = all
picture = raster
picture.band = 256
picture.buffer = 65536
cut = partial
confirmation = in-order
drawer = 2 100 500
