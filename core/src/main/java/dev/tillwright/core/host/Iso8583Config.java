package dev.tillwright.core.host;

import dev.tillwright.core.DaemonThreads;
import dev.tillwright.core.card.CardProtector;
import dev.tillwright.core.iso8583.IsoMessage;
import dev.tillwright.core.iso8583.MessageMac;
import dev.tillwright.core.iso8583.MessageSpec;
import dev.tillwright.core.payment.HostCapabilities;
import dev.tillwright.core.payment.HostCapability;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a host and who asks. Defaults: dialect {@code 87A}, two bytes of length, no code of
 * authentication, no TLS, answers known by fields 7, 11 and 41, local times in UTC, three seconds
 * to connect, sign-on (001) and echo (301) with 0800, no echo without need, at most one second
 * between attempts to connect, daemon threads, the system's clock, late answers counted, logged and
 * told to the payments; a host that reverses and knows a repeated key, and no more; field 60 =
 * {@code 1} where an approval of less is welcome.
 */
public final class Iso8583Config {
  static final int PARTIAL_FIELD = 60;

  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final InetSocketAddress address;
  private final CardProtector cards;
  private final String terminalId;
  private final String merchantId;
  private final Wire wire;
  private final @Nullable SSLContext tls;
  private final List<Integer> correlation;
  private final ZoneId zone;
  private final Duration connectDeadline;
  private final Duration backOff;
  private final boolean signOn;
  private final String signOnCode;
  private final String echoCode;
  private final @Nullable Duration echoAfter;
  private final ThreadFactory threads;
  private final Clock clock;
  private final Consumer<IsoMessage> unmatched;
  private final HostCapabilities capabilities;
  private final PartialMark partialMark;

  /** How a request says that an approval of less is welcome. */
  record PartialMark(int field, String value) {}

  private Iso8583Config(Builder from) {
    this.address = from.address;
    this.cards = from.cards;
    this.terminalId = from.terminalId;
    this.merchantId = from.merchantId;
    this.wire = new Wire(from.spec, from.framing, from.mac);
    this.tls = from.tls;
    this.correlation = from.correlation;
    this.zone = from.zone;
    this.connectDeadline = from.connectDeadline;
    this.backOff = from.backOff;
    this.signOn = from.signOn;
    this.signOnCode = from.signOnCode;
    this.echoCode = from.echoCode;
    this.echoAfter = from.echoAfter;
    this.threads = from.threads;
    this.clock = from.clock;
    this.unmatched = from.unmatched;
    this.capabilities = from.capabilities;
    this.partialMark = from.partialMark;
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

  Wire wire() {
    return wire;
  }

  @Nullable SSLContext tls() {
    return tls;
  }

  List<Integer> correlation() {
    return correlation;
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

  String signOnCode() {
    return signOnCode;
  }

  String echoCode() {
    return echoCode;
  }

  @Nullable Duration echoAfter() {
    return echoAfter;
  }

  ThreadFactory threads() {
    return threads;
  }

  Clock clock() {
    return clock;
  }

  Consumer<IsoMessage> unmatched() {
    return unmatched;
  }

  HostCapabilities capabilities() {
    return capabilities;
  }

  PartialMark partialMark() {
    return partialMark;
  }

  /** Puts a configuration together. Not for several threads. */
  public static final class Builder {
    private final InetSocketAddress address;
    private final CardProtector cards;
    private final String terminalId;
    private final String merchantId;
    private MessageSpec spec = MessageSpec.ascii1987();
    private Framing framing = Framing.binary();
    private @Nullable MessageMac mac;
    private @Nullable SSLContext tls;
    private List<Integer> correlation = Correlation.USUAL;
    private ZoneId zone = ZoneOffset.UTC;
    private Duration connectDeadline = Duration.ofSeconds(3);
    private Duration backOff = Duration.ofSeconds(1);
    private boolean signOn = true;
    private String signOnCode = "001";
    private String echoCode = "301";
    private @Nullable Duration echoAfter;
    private ThreadFactory threads = DaemonThreads.named("host-link");
    private Clock clock = Clock.systemUTC();
    private Consumer<IsoMessage> unmatched = message -> {};
    private HostCapabilities capabilities =
        HostCapabilities.of(HostCapability.REVERSAL, HostCapability.DEDUPLICATION);
    private PartialMark partialMark = new PartialMark(PARTIAL_FIELD, "1");

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

    /** How messages are told apart on the stream. */
    public Builder framing(Framing form) {
      this.framing = Objects.requireNonNull(form, "framing");
      return this;
    }

    /**
     * Makes and checks the code in field 64 or 128 of every message that moves money. An answer
     * without the right one is garbage: its question stays unknown, and the connection is lost.
     */
    public Builder mac(MessageMac code) {
      this.mac = Objects.requireNonNull(code, "mac");
      return this;
    }

    /**
     * TLS 1.2 or 1.3 with the keys and the trust of this context. The host's certificate must be
     * for the name or number of the address.
     */
    public Builder tls(SSLContext context) {
      this.tls = Objects.requireNonNull(context, "tls");
      return this;
    }

    /**
     * The fields that the host gives back as they were, by which an answer is known beside its
     * type. With few of them, questions that are alike wait for each other's answers: name at least
     * the trace number (11), the terminal (41) and one that changes with time (7, 12, 37).
     *
     * @param fields 1 to 8 of them
     */
    public Builder correlation(int... fields) {
      List<Integer> all = IntStream.of(fields).distinct().sorted().boxed().toList();
      if (all.isEmpty() || all.size() > 8 || all.get(0) < 2 || all.get(all.size() - 1) > 128) {
        throw new IllegalArgumentException("answers are known by 1 to 8 fields, of 2 to 128");
      }
      this.correlation = all;
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

    /** Whether the host knows 0800 for sign-on and echo. */
    public Builder signOn(boolean known) {
      this.signOn = known;
      return this;
    }

    /**
     * Field 70 of sign-on and echo.
     *
     * @param signOn three digits
     * @param echo three digits
     */
    public Builder networkCodes(String signOn, String echo) {
      if (!signOn.matches("[0-9]{3}") || !echo.matches("[0-9]{3}")) {
        throw new IllegalArgumentException("a network management code has three digits");
      }
      this.signOnCode = signOn;
      this.echoCode = echo;
      return this;
    }

    /**
     * Asks for an echo when nothing was heard for so long, so that a dead connection is known
     * before the next customer is.
     */
    public Builder echoAfter(Duration silence) {
      this.echoAfter = positive(silence);
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

    /**
     * What the acquirer behind the link really does, and for how long it knows a key again: the
     * payments engine relies on it. The link itself can do everything.
     */
    public Builder capabilities(HostCapabilities real) {
      this.capabilities = Objects.requireNonNull(real, "capabilities");
      return this;
    }

    /**
     * Where and how a request says that an approval of less is welcome; each acquirer has its own
     * place for it.
     *
     * @param field 60 to 63, or 120 to 127: the private fields of the edition
     * @param value 1 to 20 printable characters of ASCII
     */
    public Builder partialMark(int field, String value) {
      boolean own = field >= PARTIAL_FIELD && field <= 63 || field >= 120 && field <= 127;
      if (!own || !value.matches("[\\x21-\\x7e]{1,20}")) {
        throw new IllegalArgumentException("a mark is up to 20 characters in a private field");
      }
      this.partialMark = new PartialMark(field, value);
      return this;
    }

    /**
     * Given each message that belongs to no question, without card number, tracks and PIN: an
     * answer of long ago, or an advice of the host. On the thread that reads: it must not block.
     */
    public Builder onUnmatched(Consumer<IsoMessage> listener) {
      this.unmatched = Objects.requireNonNull(listener, "listener");
      return this;
    }

    /**
     * The configuration.
     *
     * @throws IllegalArgumentException when an echo is wanted of a host that knows none
     */
    public Iso8583Config build() {
      if (echoAfter != null && !signOn) {
        throw new IllegalArgumentException("a host without 0800 answers no echo");
      }
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
