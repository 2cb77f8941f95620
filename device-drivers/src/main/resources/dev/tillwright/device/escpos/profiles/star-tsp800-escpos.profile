# See star-tsp600-escpos for its code pages.
name = star-tsp800-escpos
model = Star TSP800 in ESC/POS mode
source = Star TSP800II hardware manual, p. 12 (104 mm, 833 dots)
source = escpos-printer-db, receipt-print-hq, CC-BY-4.0, profile TSP800
paper = 69 832
pages = 0:IBM437
qr = picture
barcodes = all
picture = raster
picture.band = 256
picture.buffer = 65536
cut = partial
confirmation = in-order
drawer = 2 100 500
