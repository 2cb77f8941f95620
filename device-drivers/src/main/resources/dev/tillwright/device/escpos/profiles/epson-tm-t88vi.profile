# At its emulated 180 dpi, as its predecessors print; 203 dpi is set in the printer.
name = epson-tm-t88vi
model = Epson TM-T88VI
source = Epson ESC/POS Command Reference, TM-T88VI
source = escpos-printer-db, receipt-print-hq, CC-BY-4.0, profile TM-T88V, the model before it
source = Epson ESC/POS Command Reference, GS ( H function 48, list of models
source = Epson ESC/POS Command Reference, GS g 2 (counter 178), GS I 68, GS a
paper = 42 512
pages = 0:IBM437 2:IBM850 19:IBM00858 16:windows-1252 18:IBM852 17:IBM866 13:IBM857 14:IBM737 3:IBM860 4:IBM863 5:IBM865 15:ISO-8859-7 33:IBM775 34:IBM855 35:IBM861 38:IBM869 39:ISO-8859-2 40:ISO-8859-15 45:windows-1250 46:windows-1251 47:windows-1253 48:windows-1254 51:windows-1257 52:windows-1258
qr = native
barcodes = all
picture = raster
picture.band = 256
picture.buffer = 65536
cut = partial
confirmation = in-order
answers = push process-id cut-counter serial-number
drawer = 2 100 500
