/** A driver for cash drawers on the network. */
module com.example.drawer {
  requires transitive dev.tillwright.device;
  requires static transitive org.jspecify;

  exports com.example.drawer;

  provides dev.tillwright.device.spi.DeviceProvider with
      com.example.drawer.NetDrawerProvider;
}
