# Its numbers of code pages differ between modes and memory switches: only the first is sure. Add
# those that the self-test of the unit prints.
name = star-tsp600-escpos
model = Star TSP600 in ESC/POS mode
source = Star TSP600 user manual, p. 12
source = escpos-printer-db, receipt-print-hq, CC-BY-4.0, profile TSP600
paper = 48 576
pages = 0:IBM437
qr = picture
barcodes = all
picture = raster
picture.band = 256
picture.buffer = 65536
cut = partial
confirmation = in-order
drawer = 2 100 500
