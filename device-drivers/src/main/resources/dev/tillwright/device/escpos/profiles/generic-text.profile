# Text, one code page, small pictures and nothing else: where a model is unknown and others
# print gibberish.
name = generic-text
source = escpos-printer-db, receipt-print-hq, CC-BY-4.0, profile simple
paper = 48 576
pages = 0:IBM437
qr = picture
barcodes = none
picture = raster
picture.band = 24
picture.buffer = 2048
cut = none
confirmation = none
drawer = 2 100 500
