/** A shop's days through a till, and the tools to check them. */
module dev.tillwright.examples {
  requires com.fasterxml.jackson.databind;
  requires dev.tillwright.core;
  requires dev.tillwright.crypto;
  requires dev.tillwright.device;
  requires dev.tillwright.loyalty;
  requires info.picocli;
  requires jakarta.mail;
  requires java.desktop;
  requires java.management;
  requires jdk.jfr;
  requires me.tongfei.progressbar;
  requires static transitive org.jspecify;

  opens dev.tillwright.examples to
      info.picocli;
  opens dev.tillwright.examples.award to
      info.picocli;
  opens dev.tillwright.examples.conformance to
      info.picocli;
  opens dev.tillwright.examples.day to
      info.picocli;
}
