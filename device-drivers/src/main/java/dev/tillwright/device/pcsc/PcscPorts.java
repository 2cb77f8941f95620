package dev.tillwright.device.pcsc;

import dev.tillwright.device.spi.CallThread;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceIdentity;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.spi.Port;
import dev.tillwright.device.spi.PortFinder;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Lists the readers of the smart card service. A service that does not run has none. */
public final class PcscPorts implements PortFinder {
  /** For {@link java.util.ServiceLoader}. */
  public PcscPorts() {}

  @Override
  public String id() {
    return "pcsc";
  }

  @Override
  public List<Port> ports(Duration limit) {
    CallThread thread = CallThread.start("list");
    try {
      return thread.call(Phase.DISCOVER, Deadline.after(limit), PcscPorts::list);
    } catch (DeviceException e) {
      if (e.fault() == Fault.REFUSED) {
        return List.of();
      }
      throw e;
    } finally {
      thread.close(() -> {});
    }
  }

  private static List<Port> list() {
    List<Port> ports = new ArrayList<>();
    try (PcscContext context = PcscContext.establish()) {
      for (String reader : context.readers()) {
        ports.add(new Port(address(reader), "", DeviceIdentity.of("", reader, "")));
      }
    }
    return List.copyOf(ports);
  }

  private static URI address(String reader) {
    try {
      return new URI("pcsc", reader, null);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a name of a reader always makes an address", e);
    }
  }
}
