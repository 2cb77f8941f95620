package dev.tillwright.examples.day;

import dev.tillwright.examples.ExampleException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;

/**
 * The worker's end of the pipe to its supervisor: one line a message. Asking for something waits
 * for the line {@code ok}.
 */
final class Pipe implements Outside {
  static final String PROGRESS = "progress ";
  static final String EVENT = "event ";
  static final String HOST = "host ";
  static final String RESULT = "result ";
  static final String FAILED = "failed ";
  static final String OK = "ok";

  private final PrintStream out;
  private final BufferedReader in;

  Pipe(PrintStream out, BufferedReader in) {
    this.out = out;
    this.in = in;
  }

  @Override
  public void hostOnline(boolean online) {
    say(HOST + (online ? "online" : "offline"));
    if (!OK.equals(heard())) {
      throw new ExampleException("the supervisor went away");
    }
  }

  /** Where the wallets are, and the keys of this run: through the pipe, and in no file. */
  String wallets() {
    return heard();
  }

  private String heard() {
    try {
      String line = in.readLine();
      if (line == null) {
        throw new ExampleException("the supervisor went away");
      }
      return line;
    } catch (IOException e) {
      throw new ExampleException("the supervisor went away");
    }
  }

  @Override
  public void progress(long done) {
    say(PROGRESS + done);
  }

  @Override
  public void tell(String event) {
    say(EVENT + event);
  }

  void result(String json) {
    say(RESULT + json);
  }

  void failed(String sentence) {
    say(FAILED + sentence);
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }
}
