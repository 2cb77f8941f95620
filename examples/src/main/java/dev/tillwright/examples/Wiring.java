package dev.tillwright.examples;

import dev.tillwright.core.card.CardProtector;
import dev.tillwright.core.checkpoint.CheckpointSigner;
import dev.tillwright.core.checkpoint.Ed25519Signer;
import dev.tillwright.core.host.Iso8583Config;
import dev.tillwright.core.host.Iso8583Host;
import dev.tillwright.core.payment.OfflineLimits;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.till.Guards;
import dev.tillwright.core.till.Items;
import dev.tillwright.core.till.Till;
import dev.tillwright.core.till.TillBuilder;
import dev.tillwright.crypto.key.Acknowledgement;
import dev.tillwright.crypto.key.Argon2idHasher;
import dev.tillwright.crypto.key.KeyInventory;
import dev.tillwright.crypto.key.SoftwareKeys;
import dev.tillwright.crypto.token.JdbcTokenVault;
import dev.tillwright.crypto.token.TokenVault;
import dev.tillwright.crypto.token.TokenizingProtector;
import dev.tillwright.device.Devices;
import dev.tillwright.device.till.PrinterSink;
import dev.tillwright.examples.shop.House;
import dev.tillwright.loyalty.engine.PointsEngine;
import dev.tillwright.loyalty.ledger.LedgerQueries;
import dev.tillwright.loyalty.ledger.LedgerTender;
import dev.tillwright.loyalty.ledger.PointsLedger;
import dev.tillwright.loyalty.program.Program;
import dev.tillwright.loyalty.tier.Tiers;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BiConsumer;

/**
 * All four modules in one till: books in a file, cards behind tokens, an ISO 8583 host, an ESC/POS
 * printer, points. The README shows the middle of this file.
 */
public final class Wiring implements AutoCloseable {
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  private final SoftwareKeys keys;
  private final TokenVault vault;
  private final CheckpointSigner signer;
  private final PrinterSink printer;
  private final Till till;

  /**
   * Opens the till, and recovers what a crash left undone.
   *
   * @param folder for the books, and for the vault in a folder of its own
   * @param passphrase of the key file, at least 12 characters; wiped
   * @param host where the card host listens
   * @param printerPort where the printer listens on this machine
   */
  public Wiring(
      Path folder,
      char[] passphrase,
      InetSocketAddress host,
      int printerPort,
      Program program,
      Items items,
      Clock clock) {
    this(
        House.ENGLISH,
        folder,
        passphrase,
        host,
        Devices.escposTcp("127.0.0.1", printerPort),
        program,
        items,
        clock,
        (builder, keys) -> {});
  }

  /**
   * As above, for either shop.
   *
   * @param printer closed with the till
   * @param more what else the shop's till has
   */
  public Wiring(
      House shop,
      Path folder,
      char[] passphrase,
      InetSocketAddress host,
      PrinterSink printer,
      Program program,
      Items items,
      Clock clock,
      BiConsumer<TillBuilder, SoftwareKeys> more) {
    this.printer = printer;
    // README: begin
    keys =
        SoftwareKeys.open(
            folder.resolve("vault/keys"), passphrase, Acknowledgement.KEYS_IN_SOFTWARE);
    vault = JdbcTokenVault.sqlite(folder.resolve("vault/vault.db"));
    CardProtector cards = TokenizingProtector.open(keys, vault); // crypto
    signer = Ed25519Signer.inFile(folder.resolve("vault/signing"), new SecureRandom());

    TillBuilder builder =
        Till.builder("till-01")
            .database(Database.sqlite(folder.resolve("till.db")))
            .merchant(shop.merchant())
            .language(shop.language())
            .currency(shop.currency())
            .zone(shop.zone())
            .clock(clock)
            .items(items)
            .cards(cards)
            .secrets(new Argon2idHasher()) // crypto
            .guards(
                Guards.usual()
                    .access(it -> it.keys(KeyInventory.of(keys, vault::messages)))) // for the audit
            .host(
                TenderKind.CARD,
                Iso8583Host.connect(
                    Iso8583Config.of(host, cards, "TILL01", "CORNERSHOP", shop.zone())))
            .offline(OfflineLimits.upTo(shop.money("50.00"), 100, shop.money("2000.00")))
            .pricingFrom(
                journal ->
                    PointsEngine.of(program) // loyalty
                        .circumstances(Tiers.following(journal, TEN_SECONDS).circumstances())
                        .build())
            .points(
                new PointsLedger(),
                journal ->
                    new LedgerTender(journal, new LedgerQueries(journal.database()), program))
            .receipts(printer) // device-drivers
            .checkpoints(signer); // the books' head is signed at each day close
    more.accept(builder, keys); // wallets and tax invoices, in the Chinese shop
    till = builder.open(); // recovers what a crash left undone
    // README: end
  }

  public Till till() {
    return till;
  }

  /** The key that verifies the till's checkpoints; to be kept outside the machine. */
  public PublicKey checkpointKey() {
    return signer.publicKey();
  }

  @Override
  public void close() {
    till.close();
    printer.close();
    vault.close();
    keys.close();
  }
}
