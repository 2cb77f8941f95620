package dev.tillwright.core.host;

import dev.tillwright.core.iso8583.IsoMessage;
import java.util.List;

/**
 * What ties an answer to its question: the type of the answer, and the fields that the host gives
 * back as they were. An answer with anything else is late or foreign.
 */
record Correlation(String answerType, List<String> values) {
  /** The time of transmission, the trace number and the terminal. */
  static final List<Integer> USUAL = List.of(7, 11, 41);

  Correlation {
    values = List.copyOf(values);
  }

  /** Of a question: 0200, 0201 and 0210 are one exchange, 0220 and 0230 another. */
  static Correlation ofQuestion(IsoMessage message, List<Integer> fields) {
    String mti = message.mti();
    return of(mti.substring(0, 2) + (char) (mti.charAt(2) + 1) + "0", message, fields);
  }

  static Correlation ofAnswer(IsoMessage message, List<Integer> fields) {
    return of(message.mti(), message, fields);
  }

  private static Correlation of(String answerType, IsoMessage message, List<Integer> fields) {
    // Hosts fill fixed fields with spaces, and some take them off again.
    return new Correlation(
        answerType, fields.stream().map(number -> message.text(number).strip()).toList());
  }
}
