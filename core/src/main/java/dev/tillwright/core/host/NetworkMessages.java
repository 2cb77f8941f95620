package dev.tillwright.core.host;

import dev.tillwright.core.iso8583.IsoMessage;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Sign-on and echo (0800 and 0810, field 70). */
final class NetworkMessages {
  private static final String QUESTION = "0800";
  private static final String DONE = "00";
  private static final int TRACES = 999_999;

  private final Iso8583Config config;
  private final AtomicInteger trace = new AtomicInteger();

  NetworkMessages(Iso8583Config config) {
    this.config = config;
  }

  IsoMessage signOn() {
    return question(config.signOnCode());
  }

  IsoMessage echo() {
    return question(config.echoCode());
  }

  private IsoMessage question(String code) {
    Times now = new Times(config.clock().instant(), config.zone());
    int number = trace.updateAndGet(last -> last % TRACES + 1);
    return IsoMessage.of(QUESTION)
        .set(7, now.transmission())
        .set(11, String.format(Locale.ROOT, "%06d", number))
        .set(41, config.terminalId())
        .set(70, code)
        .build();
  }

  boolean isWelcome(@Nullable IsoMessage reply) {
    return reply != null && reply.text(39).equals(DONE);
  }

  /** Whether the host asks something of us: an echo, most likely. */
  boolean isQuestion(IsoMessage message) {
    return message.mti().equals(QUESTION);
  }

  IsoMessage answer(IsoMessage question) {
    IsoMessage.Builder answer = IsoMessage.of("0810").set(39, DONE);
    for (int field : new int[] {7, 11, 41, 70}) {
      question.field(field).ifPresent(value -> answer.set(field, value));
    }
    return answer.build();
  }
}
