# Sold under many names. Small buffer: pictures go in low bands. QR codes are sent as pictures,
# since older firmware has none.
name = xprinter-58
model = Xprinter and other makers, 58 mm
source = 58 mm printer user manual, Zjiang POS-5890, p. 11
source = escpos-printer-db, receipt-print-hq, CC-BY-4.0, profile POS-5890
paper = 32 384
pages = 0:IBM437 2:IBM850 19:IBM00858 16:windows-1252 18:IBM852 17:IBM866 3:IBM860 4:IBM863 5:IBM865 25:windows-1257 27:windows-1258 61:IBM857 64:IBM737 66:IBM869 72:windows-1250 73:windows-1251
wide = GBK
qr = picture
barcodes = ean-8 ean-13 upc-a code-39 itf codabar code-93 code-128 gs1-128
picture = raster
picture.band = 24
picture.buffer = 4096
cut = none
confirmation = real-time
drawer = 2 50 200
