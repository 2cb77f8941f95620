# Its paper has 640 dots, of which 48 columns of 12 are printed on paper of 80 mm.
name = citizen-ct-s651
model = Citizen CT-S651
source = Citizen CT-S651II user manual, p. 14
source = escpos-printer-db, receipt-print-hq, CC-BY-4.0, profile CT-S651
paper = 48 576
pages = 0:IBM437 2:IBM850 19:IBM00858 16:windows-1252 18:IBM852 17:IBM866 3:IBM860 4:IBM863 5:IBM865 8:IBM857
qr = native
barcodes = all
picture = raster
picture.band = 256
picture.buffer = 65536
cut = partial
confirmation = in-order
drawer = 2 100 500
