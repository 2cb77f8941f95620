package dev.tillwright.core.qr;

import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.slf4j.LoggerFactory;

/** Looks for a maker once. */
final class Makers {
  static final Optional<QrMaker> FIRST = first();

  private Makers() {}

  private static Optional<QrMaker> first() {
    try {
      return ServiceLoader.load(QrMaker.class, QrMaker.class.getClassLoader()).findFirst();
    } catch (ServiceConfigurationError broken) {
      LoggerFactory.getLogger(QrMaker.class).warn("a maker of QR codes could not be loaded");
      return Optional.empty();
    }
  }
}
