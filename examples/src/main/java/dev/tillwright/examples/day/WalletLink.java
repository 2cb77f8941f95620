package dev.tillwright.examples.day;

import dev.tillwright.core.host.wallet.WalletHost;
import dev.tillwright.core.host.wallet.simulator.WalletKeys;
import dev.tillwright.core.host.wallet.simulator.WalletSimulator;
import dev.tillwright.core.qr.WalletRules;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.till.TillBuilder;
import dev.tillwright.device.till.AnnouncerPort;
import dev.tillwright.device.transport.TcpTransport;
import dev.tillwright.device.wire.WireAnnouncer;
import dev.tillwright.examples.ExampleException;
import dev.tillwright.examples.shop.House;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Currency;
import java.util.Set;

/**
 * The way from the till's process to the simulated wallets and the announcer: where they are, and
 * the keys that were made for this run and are worth nothing after it.
 */
record WalletLink(
    URI address, PrivateKey shop, PublicKey wallet, String apiKey, int announcerPort) {
  private static final Duration POLL = Duration.ofMillis(20);
  private static final int POLLS = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  static WalletLink to(WalletSimulator simulator, WalletKeys keys, int announcerPort) {
    return new WalletLink(
        simulator.address(),
        keys.shop().getPrivate(),
        keys.wallet().getPublic(),
        keys.apiKey(),
        announcerPort);
  }

  /** As one line, for the pipe. */
  String line() {
    Base64.Encoder text = Base64.getEncoder();
    return String.join(
        " ",
        address.toString(),
        text.encodeToString(shop.getEncoded()),
        text.encodeToString(wallet.getEncoded()),
        apiKey,
        String.valueOf(announcerPort));
  }

  static WalletLink parse(String line) {
    String[] parts = line.split(" ", -1);
    if (parts.length != 5) {
      throw new ExampleException("the supervisor said nothing of the wallets");
    }
    Base64.Decoder text = Base64.getDecoder();
    try {
      KeyFactory rsa = KeyFactory.getInstance("RSA");
      return new WalletLink(
          URI.create(parts[0]),
          rsa.generatePrivate(new PKCS8EncodedKeySpec(text.decode(parts[1]))),
          rsa.generatePublic(new X509EncodedKeySpec(text.decode(parts[2]))),
          parts[3],
          Integer.parseInt(parts[4]));
    } catch (GeneralSecurityException e) {
      throw new ExampleException("the keys of the wallets cannot be read");
    }
  }

  /** What a till needs for its customers' telephones. */
  void fit(TillBuilder till, House house) {
    WireAnnouncer box =
        WireAnnouncer.of(
            "box",
            TcpTransport.of("127.0.0.1", announcerPort),
            Set.of(house.language()),
            Set.of(house.currency()),
            Clock.systemUTC());
    till.host(TenderKind.WALLET, host(house.currency()))
        .wallets(WalletRules.usual())
        .announcer(AnnouncerPort.of(box), house.language());
  }

  private WalletHost host(Currency currency) {
    WalletKeys keys = new WalletKeys(new KeyPair(null, shop), new KeyPair(wallet, null), apiKey);
    return WalletHost.builder("CN")
        .wallet("alipay", WalletSimulator.alipay(address, keys, currency))
        .wallet("wechat", WalletSimulator.wechat(address, keys, currency))
        .polls(POLL, POLLS)
        .answersWithin(PATIENCE)
        .subject("街角小店")
        .build();
  }

  /** Nothing of the keys. */
  @Override
  public String toString() {
    return "WalletLink[" + address + "]";
  }
}
