package dev.tillwright.core.host.wallet;

import dev.tillwright.core.payment.HostCapabilities;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Puts a wallet host together. Must be given: at least one {@link #wallet}. Defaults:
 *
 * <ul>
 *   <li>no display: codes are not shown to customers
 *   <li>the customer reads "purchase" in his wallet
 *   <li>10 seconds for one answer, a question every 2 seconds while the customer confirms, at most
 *       60 of them
 *   <li>wallets know a number again for 90 days
 *   <li>2 minutes after which a payment that a wallet never heard of cannot be on its way
 *   <li>the system's clock and a secure source of nonces
 * </ul>
 *
 * <p>Not for several threads.
 */
public final class WalletHostBuilder {
  private static final int MOST_WALLETS = 16;

  final WalletNumbers numbers;
  final Map<String, Wallet> wallets = new LinkedHashMap<>();
  @Nullable WalletDisplay display;
  String subject = "purchase";
  Duration answer = Duration.ofSeconds(10);
  Duration every = Duration.ofSeconds(2);
  int mostPolls = 60;
  Duration remembers = HostCapabilities.USUAL_MEMORY.multipliedBy(13).minusDays(1);
  Duration settled = Duration.ofMinutes(2);
  InstantSource clock = InstantSource.system();
  SecureRandom random = new SecureRandom();

  WalletHostBuilder(WalletNumbers numbers) {
    this.numbers = numbers;
  }

  record Wallet(WalletDialect dialect, @Nullable SSLContext tls) {}

  /**
   * A wallet, over the TLS of the JVM.
   *
   * @param name as {@link dev.tillwright.core.qr.WalletRules} call it
   */
  public WalletHostBuilder wallet(String name, WalletDialect dialect) {
    return add(name, new Wallet(Objects.requireNonNull(dialect, "dialect"), null));
  }

  /** The same, with whom it trusts and how the shop shows who it is. */
  public WalletHostBuilder wallet(String name, WalletDialect dialect, SSLContext tls) {
    Objects.requireNonNull(dialect, "dialect");
    return add(name, new Wallet(dialect, Objects.requireNonNull(tls, "tls")));
  }

  private WalletHostBuilder add(String name, Wallet wallet) {
    if (!name.matches("[a-z0-9-]{1,16}") || wallets.size() == MOST_WALLETS) {
      throw new IllegalArgumentException("16 wallets with names of small letters and digits");
    }
    wallets.put(name, wallet);
    return this;
  }

  /** Where codes are shown to customers. */
  public WalletHostBuilder display(WalletDisplay where) {
    this.display = Objects.requireNonNull(where, "where");
    return this;
  }

  /** What the customer reads in his wallet: the shop's name, at most 40 characters. */
  public WalletHostBuilder subject(String text) {
    if (text.isBlank() || text.length() > 40) {
      throw new IllegalArgumentException("a subject has 1 to 40 characters");
    }
    this.subject = text;
    return this;
  }

  /** How long one answer may take. */
  public WalletHostBuilder answersWithin(Duration limit) {
    this.answer = positive(limit);
    return this;
  }

  /**
   * How often a wallet is asked while the customer confirms.
   *
   * @param most how many times, at least once
   */
  public WalletHostBuilder polls(Duration each, int most) {
    if (most < 1) {
      throw new IllegalArgumentException("a wallet is asked at least once");
    }
    this.every = positive(each);
    this.mostPolls = most;
    return this;
  }

  /** For how long wallets know a number again. */
  public WalletHostBuilder remember(Duration time) {
    this.remembers = positive(time);
    return this;
  }

  /** After how long what a wallet never heard of cannot be on its way to it any more. */
  public WalletHostBuilder settledAfter(Duration time) {
    this.settled = positive(time);
    return this;
  }

  /** The time. */
  public WalletHostBuilder clock(InstantSource source) {
    this.clock = Objects.requireNonNull(source, "source");
    return this;
  }

  /** Where nonces come from. */
  public WalletHostBuilder random(SecureRandom source) {
    this.random = Objects.requireNonNull(source, "source");
    return this;
  }

  /** The host. */
  public WalletHost build() {
    if (wallets.isEmpty()) {
      throw new IllegalStateException("the builder was not given: wallet");
    }
    return WalletHost.of(this);
  }

  private static Duration positive(Duration time) {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException("a time is positive");
    }
    return time;
  }
}
