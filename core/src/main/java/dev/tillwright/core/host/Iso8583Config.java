package dev.tillwright.core.host;

import dev.tillwright.core.card.CardProtector;
import dev.tillwright.core.iso8583.MessageSpec;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/**
 * How to reach a host and who asks. Defaults: dialect {@code 87A}, local times in UTC, three
 * seconds to connect, sign-on and echo with 0800, at most one second between attempts to connect,
 * daemon threads, the system's clock, late answers only counted.
 */
public final class Iso8583Config {
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final InetSocketAddress address;
  private final CardProtector cards;
  private final String terminalId;
  private final String merchantId;
  private final MessageSpec spec;
  private final ZoneId zone;
  private final Duration connectDeadline;
  private final Duration backOff;
  private final boolean signOn;
  private final ThreadFactory threads;
  private final Clock clock;
  private final Consumer<LateReply> lateReplies;

  private Iso8583Config(Builder from) {
    this.address = from.address;
    this.cards = from.cards;
    this.terminalId = from.terminalId;
    this.merchantId = from.merchantId;
    this.spec = from.spec;
    this.zone = from.zone;
    this.connectDeadline = from.connectDeadline;
    this.backOff = from.backOff;
    this.signOn = from.signOn;
    this.threads = from.threads;
    this.clock = from.clock;
    this.lateReplies = from.lateReplies;
  }

  /** The defaults, with a time zone. */
  public static Iso8583Config of(
      InetSocketAddress address,
      CardProtector cards,
      String terminalId,
      String merchantId,
      ZoneId zone) {
    return builder(address, cards, terminalId, merchantId).zone(zone).build();
  }

  /**
   * Begins with the defaults.
   *
   * @param address where the host listens; a name that is not resolved is looked up at each attempt
   * @param cards takes the card number behind a token back, right before it is sent
   * @param terminalId field 41, 1 to 8 printable characters of ASCII
   * @param merchantId field 42, 1 to 15 of them
   */
  public static Builder builder(
      InetSocketAddress address, CardProtector cards, String terminalId, String merchantId) {
    return new Builder(address, cards, terminalId, merchantId);
  }

  InetSocketAddress address() {
    return address;
  }

  CardProtector cards() {
    return cards;
  }

  String terminalId() {
    return terminalId;
  }

  String merchantId() {
    return merchantId;
  }

  MessageSpec spec() {
    return spec;
  }

  ZoneId zone() {
    return zone;
  }

  Duration connectDeadline() {
    return connectDeadline;
  }

  Duration backOff() {
    return backOff;
  }

  boolean signOn() {
    return signOn;
  }

  ThreadFactory threads() {
    return threads;
  }

  Clock clock() {
    return clock;
  }

  Consumer<LateReply> lateReplies() {
    return lateReplies;
  }

  /** Puts a configuration together. Not for several threads. */
  public static final class Builder {
    private final InetSocketAddress address;
    private final CardProtector cards;
    private final String terminalId;
    private final String merchantId;
    private MessageSpec spec = MessageSpec.ascii1987();
    private ZoneId zone = ZoneOffset.UTC;
    private Duration connectDeadline = Duration.ofSeconds(3);
    private Duration backOff = Duration.ofSeconds(1);
    private boolean signOn = true;
    private ThreadFactory threads = DaemonThreads.named("host-link");
    private Clock clock = Clock.systemUTC();
    private Consumer<LateReply> lateReplies = late -> {};

    private Builder(
        InetSocketAddress address, CardProtector cards, String terminalId, String merchantId) {
      this.address = Objects.requireNonNull(address, "address");
      this.cards = Objects.requireNonNull(cards, "cards");
      this.terminalId = id("terminal", terminalId, 8);
      this.merchantId = id("merchant", merchantId, 15);
    }

    /** The dialect, of edition 1987. */
    public Builder spec(MessageSpec dialect) {
      if (dialect.edition() != 1987) {
        throw new IllegalArgumentException("the host link speaks the edition of 1987");
      }
      this.spec = dialect;
      return this;
    }

    /** Of the local times in fields 12 and 13. */
    public Builder zone(ZoneId local) {
      this.zone = Objects.requireNonNull(local, "zone");
      return this;
    }

    /** How long a connection and its sign-on may take, and the answer to an echo. */
    public Builder connectDeadline(Duration most) {
      this.connectDeadline = positive(most);
      return this;
    }

    /** The longest wait between two attempts to connect. The first waits are shorter. */
    public Builder backOff(Duration longest) {
      this.backOff = positive(longest);
      return this;
    }

    /** Whether the host knows 0800: sign-on (70 = 001) and echo (70 = 301). */
    public Builder signOn(boolean known) {
      this.signOn = known;
      return this;
    }

    /** Makes the threads of the link: one that writes, and one a connection that reads. */
    public Builder threads(ThreadFactory factory) {
      this.threads = Objects.requireNonNull(factory, "threads");
      return this;
    }

    /** For the times in sign-on and echo. Deadlines do not follow it. */
    public Builder clock(Clock wall) {
      this.clock = Objects.requireNonNull(wall, "clock");
      return this;
    }

    /** Told of each answer that came too late, on the thread that reads: it must not block. */
    public Builder onLateReply(Consumer<LateReply> listener) {
      this.lateReplies = Objects.requireNonNull(listener, "listener");
      return this;
    }

    public Iso8583Config build() {
      return new Iso8583Config(this);
    }

    private static String id(String whose, String id, int most) {
      if (id.isBlank() || id.length() > most || !id.matches("[\\x20-\\x7e]+")) {
        throw new IllegalArgumentException(
            "a " + whose + " id has 1 to " + most + " printable characters");
      }
      return id;
    }

    private static Duration positive(Duration duration) {
      if (duration.isNegative() || duration.isZero() || duration.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException("a wait is more than nothing and at most five minutes");
      }
      return duration;
    }
  }
}
