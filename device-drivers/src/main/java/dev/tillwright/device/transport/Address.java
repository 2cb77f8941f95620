package dev.tillwright.device.transport;

import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A device's address, read. */
final class Address {
  static final Set<String> SCHEMES = Set.of("tcp", "serial", "file", "spooler");

  private final URI uri;
  private final String place;
  private final Map<String, String> settings = new TreeMap<>();

  private Address(URI uri) {
    this.uri = uri;
    String[] parts = uri.getRawSchemeSpecificPart().split("\\?", 2);
    place = decoded(parts[0]).replaceFirst("^///(?=[^/])", "/");
    if (parts.length > 1) {
      for (String setting : parts[1].split("&", 20)) {
        String[] pair = setting.split("=", 2);
        if (pair.length < 2 || settings.put(pair[0], decoded(pair[1])) != null) {
          throw wrong("a setting in it looks like name=value, once");
        }
      }
    }
  }

  static Transport transport(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "tcp" -> tcp(uri);
      case "serial" -> new Address(uri).serial();
      case "file" -> new Address(uri).file();
      case "spooler" -> new Address(uri).spooler();
      default ->
          throw wrong("it begins with tcp:, serial:, file: or spooler:, as in tcp://10.0.0.9:9100");
    };
  }

  private static Transport tcp(URI uri) {
    if (uri.getHost() == null || uri.getPort() <= 0 || uri.getPort() > 65_535) {
      throw wrong("one of tcp looks like tcp://192.168.1.50:9100");
    }
    return TcpTransport.of(uri.getHost(), uri.getPort());
  }

  private Transport serial() {
    only(Set.of("baud", "format", "flow"));
    try {
      SerialLine line =
          SerialLine.of(
              Integer.parseInt(settings.getOrDefault("baud", "9600")),
              settings.getOrDefault("format", "8N1"));
      return SerialTransport.of(place, line.with(flow()));
    } catch (IllegalArgumentException e) {
      throw wrong("one of serial looks like serial:/dev/ttyUSB0?baud=9600&format=8N1&flow=none");
    }
  }

  private SerialLine.Flow flow() {
    String name = settings.getOrDefault("flow", "none");
    return Arrays.stream(SerialLine.Flow.values())
        .filter(each -> name.equals(each.name().toLowerCase(Locale.ROOT).replace('_', '-')))
        .findFirst()
        .orElseThrow(() -> wrong("flow is none, rts-cts or xon-xoff"));
  }

  private Transport file() {
    only(Set.of("access"));
    if (!place.startsWith("/")) {
      throw wrong("one of a file looks like file:/dev/usb/lp0");
    }
    return switch (settings.getOrDefault("access", "both")) {
      case "both" -> DeviceFileTransport.of(Path.of(place));
      case "write" -> DeviceFileTransport.writeOnly(Path.of(place));
      default -> throw wrong("access is both or write");
    };
  }

  private Transport spooler() {
    only(Set.of());
    try {
      return WindowsSpoolerTransport.of(place);
    } catch (IllegalArgumentException e) {
      throw wrong("one of a spooler looks like spooler:Front%20printer");
    }
  }

  private void only(Set<String> known) {
    if (!known.containsAll(settings.keySet())) {
      throw wrong(
          "one of " + uri.getScheme() + " has no settings but " + new java.util.TreeSet<>(known));
    }
  }

  private static String decoded(String text) {
    // A plus sign stands for itself in addresses; only forms write a space so.
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static DeviceException wrong(String what) {
    return DeviceException.of(
        Fault.CONFIGURATION, Phase.PREPARE, "a device's address is wrong, " + what);
  }
}
