package dev.tillwright.core.payment.guide;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.AuthorizationRequest;
import dev.tillwright.core.payment.AuthorizationRequest.Manner;
import dev.tillwright.core.payment.HostCapabilities;
import dev.tillwright.core.payment.HostCapability;
import dev.tillwright.core.payment.HostReply;
import dev.tillwright.core.payment.HostReply.Cause;
import dev.tillwright.core.payment.PaymentHost;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.RefundRequest;
import dev.tillwright.core.payment.ReversalReply;
import dev.tillwright.core.payment.ReversalRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The host of docs/writing-a-payment-host.md. */
// guide: host
final class LineHost implements PaymentHost {
  private static final int LONGEST_LINE = 200;

  private final InetSocketAddress bank;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  LineHost(InetSocketAddress bank) {
    this.bank = bank;
  }

  @Override
  public HostCapabilities capabilities() {
    return HostCapabilities.of(HostCapability.REVERSAL, HostCapability.DEDUPLICATION);
  }

  @Override
  public HostReply authorize(AuthorizationRequest request, Duration deadline) {
    if (request.manner() == Manner.AUTHORIZATION) {
      throw new IllegalStateException("this bank does not reserve money");
    }
    Money total = request.charge().total();
    return money(request.key(), total, "SALE " + request.key() + " " + text(total), deadline);
  }

  @Override
  public HostReply refund(RefundRequest request, Duration deadline) {
    if (request.original() == null) {
      throw new IllegalStateException("this bank wants to know what is given back");
    }
    Money amount = request.amount();
    String question = "REFUND " + request.key() + " " + text(amount) + " " + request.original();
    return money(request.key(), amount, question, deadline);
  }

  @Override
  public ReversalReply reverse(ReversalRequest request, Duration deadline) {
    Answer answer = ask("UNDO " + request.original(), deadline);
    return answer.line().equals("UNDONE " + request.original())
        ? ReversalReply.ACKNOWLEDGED
        : ReversalReply.UNACKNOWLEDGED;
  }

  @Override
  public void close() {
    closed = true;
    open.forEach(LineHost::closeQuietly); // whoever waits on one is freed by this
  }

  private HostReply money(PaymentKey key, Money asked, String question, Duration deadline) {
    Answer answer = ask(question, deadline);
    if (!answer.sent()) {
      return new HostReply.Unreachable(answer.cause());
    }
    if (answer.line().isEmpty()) {
      return new HostReply.Unknown(answer.cause());
    }
    String[] words = answer.line().split(" ", -1);
    if (words.length != 3 || !words[1].equals(key.toString())) {
      return new HostReply.Unknown(Cause.GARBLED);
    }
    return switch (words[0]) {
      case "APPROVED" -> new HostReply.Approved(asked, words[2], "");
      case "DECLINED" -> new HostReply.Declined(words[2], "the bank declined");
      default -> new HostReply.Unknown(Cause.GARBLED);
    };
  }

  /** What came back: an empty line when nothing did, and then why. */
  private record Answer(String line, boolean sent, Cause cause) {}

  private Answer ask(String question, Duration deadline) {
    long end = System.nanoTime() + deadline.toNanos();
    boolean sent = false;
    Socket socket = new Socket();
    try (socket) {
      open.add(socket);
      if (closed) {
        return new Answer("", false, Cause.CLOSED);
      }
      socket.connect(bank, left(end));
      sent = true; // from here on a byte may have left, whatever write says
      socket.getOutputStream().write((question + "\n").getBytes(StandardCharsets.US_ASCII));
      return new Answer(readLine(socket, end), true, Cause.GARBLED);
    } catch (SocketTimeoutException e) {
      return new Answer("", sent, sent ? Cause.TIMEOUT : Cause.NO_CONNECTION);
    } catch (IOException e) {
      Cause broken = sent ? Cause.CONNECTION_LOST : Cause.NO_CONNECTION;
      return new Answer("", sent, closed ? Cause.CLOSED : broken);
    } finally {
      open.remove(socket);
    }
  }

  private static String readLine(Socket socket, long end) throws IOException {
    StringBuilder line = new StringBuilder();
    while (line.length() < LONGEST_LINE) {
      socket.setSoTimeout(left(end)); // for the whole line: a bank that drips must not hold us
      int next = socket.getInputStream().read();
      if (next < 0) {
        throw new IOException("the line ended early");
      }
      if (next == '\n') {
        return line.toString();
      }
      line.append((char) next);
    }
    return "too long";
  }

  /** Milliseconds until the deadline; at least one, for zero would mean for ever. */
  private static int left(long end) throws SocketTimeoutException {
    long nanos = end - System.nanoTime();
    if (nanos <= 0) {
      throw new SocketTimeoutException("the deadline passed");
    }
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMillis(nanos)));
  }

  private static String text(Money amount) {
    return amount.minor() + " " + amount.currency();
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Closed all the same.
    }
  }
}
// guide: end
