package dev.tillwright.device.escpos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The profiles that come with the driver, each a file beside this class, read when asked for. */
final class Profiles {
  static final List<String> NAMES =
      List.of(
          "generic-80",
          "generic-80-180dpi",
          "generic-80-gb18030",
          "generic-58",
          "generic-58-gb18030",
          "generic-text",
          "epson-tm-t20ii",
          "epson-tm-t20iii",
          "epson-tm-t88iv",
          "epson-tm-t88v",
          "epson-tm-t88vi",
          "epson-tm-t88vi-japan",
          "epson-tm-t88v-korea",
          "epson-tm-t88v-taiwan",
          "epson-tm-m30iii",
          "star-tsp600-escpos",
          "star-tsp800-escpos",
          "citizen-ct-s651",
          "bixolon-srp-s300",
          "xprinter-58",
          "xprinter-80",
          "netum-80-v-ul",
          "sunmi-v2",
          "sunmi-v2-utf8");

  private static final Map<String, PrinterProfile> READ = new ConcurrentHashMap<>();

  private Profiles() {}

  static Optional<PrinterProfile> named(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return NAMES.contains(lower) ? Optional.of(known(lower)) : Optional.empty();
  }

  static PrinterProfile known(String name) {
    return READ.computeIfAbsent(name, Profiles::read);
  }

  private static PrinterProfile read(String name) {
    try (InputStream in = Profiles.class.getResourceAsStream("profiles/" + name + ".profile")) {
      if (in == null) {
        throw new IllegalStateException("the profile " + name + " is missing from this jar");
      }
      return ProfileReader.parse(new String(in.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("the profile " + name + " cannot be read from this jar", e);
    }
  }
}
