package dev.tillwright.device.javapos;

import dev.tillwright.core.money.Quantity;
import dev.tillwright.device.spi.Device;
import dev.tillwright.device.spi.DeviceDescriptor;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.DeviceProvider;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.spi.Scale.MassUnit;
import dev.tillwright.device.spi.Scale.Weight;
import java.time.Clock;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Drives what JavaPOS drives. Address: {@code javapos:FrontDrawer}, the logical name of the JavaPOS
 * configuration. Settings: {@code sensor} of a drawer ({@code true} when it tells where it stands),
 * {@code columns} of a printer (42), {@code encrypts} of a stripe reader ({@code true} when its
 * head does). A scale is taken for one of 15 kg in steps of 5 g, a display for one of 2 rows and 20
 * columns; others are made by their own {@code of}. The controls ({@code jpos.CashDrawer} and its
 * like) are the application's to bring.
 */
public final class JavaPosProvider implements DeviceProvider {
  private static final Weight MOST = new Weight(Quantity.parse("15.000"), MassUnit.KILOGRAM);
  private static final Weight STEP = new Weight(Quantity.parse("0.005"), MassUnit.KILOGRAM);

  /** For {@link java.util.ServiceLoader}. */
  public JavaPosProvider() {}

  @Override
  public String id() {
    return "javapos";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Set<DeviceKind> kinds() {
    return Set.of(
        DeviceKind.CASH_DRAWER,
        DeviceKind.BARCODE_SCANNER,
        DeviceKind.RECEIPT_PRINTER,
        DeviceKind.SCALE,
        DeviceKind.CUSTOMER_DISPLAY,
        DeviceKind.MAGSTRIPE_READER);
  }

  @Override
  public int match(DeviceDescriptor descriptor) {
    return descriptor.scheme().equals(id()) && kinds().contains(descriptor.kind()) ? NAMED : NO;
  }

  @Override
  public Device create(DeviceDescriptor descriptor) {
    String name = descriptor.address().getSchemeSpecificPart();
    Clock clock = Clock.systemUTC();
    return switch (descriptor.kind()) {
      case CASH_DRAWER ->
          JavaPosDrawer.of(
              descriptor.name(),
              controls("jpos.CashDrawer"),
              name,
              truth(descriptor, "sensor"),
              clock);
      case BARCODE_SCANNER ->
          JavaPosScanner.of(descriptor.name(), controls("jpos.Scanner"), name, clock);
      case MAGSTRIPE_READER ->
          JavaPosStripeReader.of(
              descriptor.name(), controls("jpos.MSR"), name, truth(descriptor, "encrypts"), clock);
      case SCALE ->
          JavaPosScale.of(descriptor.name(), controls("jpos.Scale"), name, MOST, STEP, clock);
      case CUSTOMER_DISPLAY ->
          JavaPosDisplay.of(descriptor.name(), controls("jpos.LineDisplay"), name, 2, 20, clock);
      default ->
          JavaPosPrinter.of(
              descriptor.name(), controls("jpos.POSPrinter"), name, columns(descriptor), clock);
    };
  }

  private static boolean truth(DeviceDescriptor descriptor, String setting) {
    return switch (descriptor.setting(setting).orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw DeviceException.of(
              Fault.CONFIGURATION, Phase.PREPARE, "the setting " + setting + " is true or false");
    };
  }

  private static int columns(DeviceDescriptor descriptor) {
    String columns = descriptor.setting("columns").orElse("42");
    if (!columns.matches("1[6-9]|[2-7][0-9]|80")) {
      throw DeviceException.of(
          Fault.CONFIGURATION, Phase.PREPARE, "columns of " + descriptor.name() + ": 16 to 80");
    }
    return Integer.parseInt(columns);
  }

  /** Found when first wanted: whoever has no JavaPOS has no such class. */
  private static Supplier<Object> controls(String type) {
    return () -> {
      try {
        ClassLoader seen = Thread.currentThread().getContextClassLoader();
        ClassLoader loader = seen == null ? JavaPosProvider.class.getClassLoader() : seen;
        return Class.forName(type, true, loader).getConstructor().newInstance();
      } catch (ReflectiveOperationException | LinkageError e) {
        throw DeviceException.of(
            Fault.NO_DRIVER, Phase.CONNECT, type + " of JavaPOS is not on the path");
      }
    };
  }
}
