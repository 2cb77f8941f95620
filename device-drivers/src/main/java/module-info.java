/** Devices from any vendor, and virtual ones that speak the wire protocol. */
module dev.tillwright.device {
  requires transitive dev.tillwright.core;
  requires static transitive org.jspecify;
  requires static com.fazecast.jSerialComm;
  requires com.sun.jna;
  requires java.desktop;
  requires org.slf4j;
  requires static com.google.zxing;

  exports dev.tillwright.device;
  exports dev.tillwright.device.contract;
  exports dev.tillwright.device.draw;
  exports dev.tillwright.device.display;
  exports dev.tillwright.device.escpos;
  exports dev.tillwright.device.emv;
  exports dev.tillwright.device.failover;
  exports dev.tillwright.device.health;
  exports dev.tillwright.device.hid;
  exports dev.tillwright.device.inventory;
  exports dev.tillwright.device.javapos;
  exports dev.tillwright.device.msr;
  exports dev.tillwright.device.pcsc;
  exports dev.tillwright.device.printer;
  exports dev.tillwright.device.scale;
  exports dev.tillwright.device.scanner;
  exports dev.tillwright.device.spi;
  exports dev.tillwright.device.till;
  exports dev.tillwright.device.transport;
  exports dev.tillwright.device.virtual;
  exports dev.tillwright.device.wire;

  uses dev.tillwright.device.spi.DeviceProvider;
  uses dev.tillwright.device.spi.PortFinder;

  provides dev.tillwright.core.qr.QrMaker with
      dev.tillwright.device.printer.ZxingQr;
  provides dev.tillwright.device.spi.DeviceProvider with
      dev.tillwright.device.display.DisplayProvider,
      dev.tillwright.device.escpos.EscPosProvider,
      dev.tillwright.device.hid.HidProvider,
      dev.tillwright.device.javapos.JavaPosProvider,
      dev.tillwright.device.msr.MagstripeProvider,
      dev.tillwright.device.pcsc.PcscProvider,
      dev.tillwright.device.scale.ScaleProvider,
      dev.tillwright.device.scanner.ScannerProvider;
  provides dev.tillwright.device.spi.PortFinder with
      dev.tillwright.device.pcsc.PcscPorts,
      dev.tillwright.device.transport.SerialPorts;
}
