package dev.tillwright.examples;

import dev.tillwright.core.access.AuditRules;
import dev.tillwright.core.access.Condition;
import dev.tillwright.core.access.IdentityCheck.Method;
import dev.tillwright.core.access.Limit;
import dev.tillwright.core.access.LogOn;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.Permission;
import dev.tillwright.core.access.Revocable;
import dev.tillwright.core.access.Revocation;
import dev.tillwright.core.access.Role;
import dev.tillwright.core.access.SecurityAct;
import dev.tillwright.core.access.Weakness;
import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.checkpoint.CheckpointKeys;
import dev.tillwright.core.checkpoint.CheckpointSigner;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.Verification;
import dev.tillwright.core.store.KeyedIndex;
import dev.tillwright.core.till.Guards;
import dev.tillwright.core.till.Outcome;
import dev.tillwright.core.till.Tender;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.core.till.Till;
import dev.tillwright.crypto.key.KeyInventory;
import dev.tillwright.crypto.key.SoftwareKeys;
import dev.tillwright.crypto.token.TokenVault;
import dev.tillwright.device.spi.BiometricVerifier;
import dev.tillwright.device.spi.BiometricVerifier.TemplateHandle;
import dev.tillwright.device.till.BiometricPort;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who may, what has to be shown, and what to do in an incident; docs/access.md, incident.md. */
final class AccessTour {
  private static final Currency GBP = Currency.getInstance("GBP");

  private final Till till;

  AccessTour(Till till) {
    this.till = till;
  }

  static Guards guards(CheckpointKeys office) {
    // docs: guards
    Role cashier =
        Role.CASHIER
            .with(Permission.DISCOUNT, Condition.always().atMost(Money.parse("5.00", GBP)))
            .with(
                Permission.RETURN_WITH_RECEIPT,
                Condition.always()
                    .atMost(Money.parse("50.00", GBP))
                    .notOlderThan(Duration.ofDays(30)));
    return Guards.usual()
        .access(
            it ->
                it.roles(List.of(cashier, Role.SUPERVISOR, Role.MANAGER, Role.AUDITOR))
                    .session(Duration.ofHours(12), Duration.ofHours(1))
                    .revocationLists(office, true))
        .limits(
            List.of(
                Limit.of("member", Limit.Per.MEMBER, Money.parse("200.00", GBP), Duration.ofDays(1))
                    .asking(Set.of(Verification.PIN))));
    // docs: end
  }

  Ticket override(OperatorSession bob, Ticket basket, char[] secret) {
    // docs: override
    LogOn lent =
        till.access()
            .override(bob, Permission.DISCOUNT, "ann", secret, new char[0], "box was damaged");
    Ticket ticket = till.sale(lent.orThrow()); // bob's, and ann spoke for one discount
    // docs: end
    basket.sale().basket().lines().forEach(it -> ticket.add(it.item(), it.quantity()));
    return ticket.discount(Discount.amount(Money.parse("20.00", GBP), "damaged"));
  }

  Outcome stepUp(Ticket ticket, Tender tender, char[] pin) {
    // docs: stepUp
    Outcome outcome = till.pay(ticket, tender);
    if (outcome instanceof Outcome.Paused) {
      till.verify(ticket).pin(pin); // or code, manager, biometric, signature: see missing()
      outcome = till.pay(ticket, tender);
    }
    // docs: end
    return outcome;
  }

  static Guards watched(
      SoftwareKeys ring, TokenVault vault, BiometricVerifier reader, KeyedIndex index) {
    // docs: ports
    return Guards.usual()
        .access(
            it ->
                it.identity(Method.BIOMETRIC, BiometricPort.of(reader)) // device-drivers
                    .references(index) // HmacIndex, crypto
                    .keys(KeyInventory.of(ring, vault::messages))); // crypto
    // docs: end
  }

  void finger(OperatorSession ann, BiometricVerifier reader, Duration deadline) {
    // docs: finger
    TemplateHandle finger = reader.enrol(deadline); // bob's, who stands in front of it
    till.access().bind(ann, "bob", Method.BIOMETRIC, BiometricPort.of(reader).reference(finger));
    LogOn bob = till.access().logOnBy(Method.BIOMETRIC, new char[0], deadline);
    // docs: end
    bob.orThrow();
  }

  List<SecurityAct> acts(OperatorSession ann, Instant from, Instant to) {
    // docs: acts
    List<SecurityAct> all = till.audit(ann).acts(from, to, "bob", 0);
    List<SecurityAct> refused = till.audit(ann).refused(from, to, "", 0);
    List<Weakness> weak = till.audit(ann).audit(AuditRules.usual().least("java", "17.0.10"));
    weak.forEach(System.out::println); // each with what to do
    // docs: end
    return all.size() > refused.size() ? all : refused;
  }

  void operator(OperatorSession ann) {
    // docs: operator
    Revocation bob = new Revocation(Revocable.OPERATOR, "bob", "PIN seen by a customer");
    till.access().incidents().revoke(ann, bob);
    // docs: end
  }

  void things(OperatorSession ann) {
    // docs: things
    Revocation reader = new Revocation(Revocable.DEVICE, "reader-2", "seal is broken");
    Revocation key = new Revocation(Revocable.KEY, "card-key-3", "backup tape is missing");
    till.access().incidents().revoke(ann, reader);
    till.access().incidents().revoke(ann, key);
    // docs: end
  }

  void freeze(OperatorSession ann) {
    // docs: freeze
    till.access().incidents().freeze(ann, "skimmer found at the till");
    // docs: end
  }

  String issue(OperatorSession ann, CheckpointSigner office, long number) {
    // docs: issue
    Optional<String> list =
        till.access().incidents().issue(ann, office, number, Duration.ofDays(7));
    // docs: end
    return list.orElseThrow();
  }

  Optional<String> take(String list) {
    // docs: take
    Optional<String> refused = till.access().incidents().take(list, "courier 7");
    // docs: end
    return refused;
  }

  long evidence(OperatorSession ann, Path folder, Instant from, Instant to) throws IOException {
    // docs: evidence
    till.safekeeping().checkpoint(); // signs the head, so that nobody changes what stands before it
    till.safekeeping().backup(ann, folder);
    long acts;
    try (Writer file = Files.newBufferedWriter(folder.resolve("acts.csv"))) {
      acts = till.audit(ann).export(from, to, "", file);
    }
    // docs: end
    return acts;
  }

  void over(OperatorSession ann) {
    // docs: over
    till.access()
        .incidents()
        .restore(ann, new Revocation(Revocable.OPERATOR, "bob", "has a new PIN"));
    till.access().incidents().thaw(ann, "reader replaced and checked");
    // docs: end
  }
}
