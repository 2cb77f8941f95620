package dev.tillwright.core.host;

import dev.tillwright.core.iso8583.IsoMessage;

/**
 * What ties an answer to its question: the type of the answer, the trace number (11), the terminal
 * (41) and the time of transmission (7). An answer with anything else is late or foreign.
 */
record Correlation(String answerType, String trace, String terminal, String sent) {

  /** Of a question: 0200, 0201 and 0210 are one exchange, 0220 and 0230 another. */
  static Correlation ofQuestion(IsoMessage message) {
    String mti = message.mti();
    return of(mti.substring(0, 2) + (char) (mti.charAt(2) + 1) + "0", message);
  }

  static Correlation ofAnswer(IsoMessage message) {
    return of(message.mti(), message);
  }

  private static Correlation of(String answerType, IsoMessage message) {
    return new Correlation(answerType, message.text(11), message.text(41).strip(), message.text(7));
  }
}
