package dev.tillwright.examples.day;

import dev.tillwright.core.host.HostSimulator;
import dev.tillwright.device.virtual.Paper;
import dev.tillwright.device.virtual.VirtualPrinter;
import dev.tillwright.examples.shop.House;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stands outside the till and outlives its process: the payment host, the printer and, where
 * customers pay with them, their telephones.
 */
final class World implements AutoCloseable {
  private final HostSimulator host;
  private final VirtualPrinter printer;
  private final Optional<Telephones> telephones;

  private World(HostSimulator host, VirtualPrinter printer, Optional<Telephones> telephones) {
    this.host = host;
    this.printer = printer;
    this.telephones = telephones;
  }

  /** Opens all on loopback; port 0 is any free one. A busy port says so. */
  static World open(House house, int hostPort, int printerPort, @Nullable Path font) {
    HostSimulator host = HostSimulator.start(hostPort);
    try {
      return new World(
          host,
          printer(printerPort, font),
          house.takesWallets() ? Optional.of(Telephones.ring(house)) : Optional.empty());
    } catch (RuntimeException e) {
      host.close();
      throw e;
    }
  }

  private static VirtualPrinter printer(int port, @Nullable Path font) {
    VirtualPrinter.Builder builder = VirtualPrinter.builder().port(port);
    return (font == null ? builder : builder.font(font)).start();
  }

  int hostPort() {
    return host.port();
  }

  int printerPort() {
    return printer.port();
  }

  void hostOnline(boolean online) {
    host.offline(!online);
  }

  long approvedMinor() {
    return host.approvedMinor();
  }

  long refundedMinor() {
    return host.refundedMinor();
  }

  /** Where customers pay with them. */
  Optional<Telephones> telephones() {
    return telephones;
  }

  List<Paper> papers() {
    return printer.papers();
  }

  @Override
  public void close() {
    telephones.ifPresent(Telephones::close);
    printer.close();
    host.close();
  }
}
