package dev.tillwright.core.access;

import dev.tillwright.core.access.CustomerSecrets.Known;
import dev.tillwright.core.sale.Verification;
import dev.tillwright.core.store.Sealer;
import dev.tillwright.core.store.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * With what members show who they are when more is asked for than their money: a PIN, a one-time
 * code, a device that knows them. Got from {@link AccessControl#customers}. Setting it needs {@link
 * Permission#OVERRIDE}: who sets a member's PIN can spend his limits. What is shown and what is
 * refused is an entry, durable when the call returns; wrong tries lock out as those of operators
 * do.
 *
 * <p><b>Threads.</b> Any number; one after the other.
 */
public final class Customers {
  private static final int MIN_PIN = 4;
  private static final int MAX_PIN = 128;
  private static final String CONTEXT = "customer/code";

  private final AccessControl door;
  private final AccessSettings settings;
  private final Devices devices;

  Customers(AccessControl door, AccessSettings settings, Devices devices) {
    this.door = door;
    this.settings = settings;
    this.devices = devices;
  }

  /** What is longer no view could keep, and none would come past its entry. */
  private static void check(String member) {
    boolean plain = member.chars().noneMatch(Character::isISOControl);
    if (member.isBlank() || member.length() > 64 || !plain) {
      throw new IllegalArgumentException("a member's id has 1 to 64 printable characters");
    }
  }

  /**
   * Sets a member's PIN.
   *
   * @param pin 4 to 128 characters; wiped
   */
  public AccessDecision setPin(OperatorSession by, String member, char[] pin) {
    try {
      check(member);
      return door.speaking(
          by,
          () -> {
            SecretHasher hasher = settings.hasher();
            if (hasher == null) {
              return AccessRefusal.NO_HASHER;
            } else if (pin.length < MIN_PIN) {
              return AccessRefusal.SECRET_TOO_SHORT;
            } else if (pin.length > MAX_PIN) {
              return AccessRefusal.SECRET_TOO_LONG;
            }
            String hash = hasher.hash(pin);
            append(CustomerSecrets.PIN_SET, by, member, "hash", hash);
            return null;
          });
    } finally {
      Arrays.fill(pin, '\0');
    }
  }

  /** Gives a member an authenticator program; the seed is shown once. Empty when refused. */
  public Optional<CodeSeed> enrolCode(OperatorSession by, String member) {
    check(member);
    byte[] seed = new byte[settings.codes().seedLength()];
    try {
      boolean done =
          door.speaking(
                  by,
                  () -> {
                    Sealer sealer = settings.sealer();
                    if (sealer == null) {
                      return AccessRefusal.NO_SEALER;
                    }
                    settings.random().nextBytes(seed);
                    byte[] sealed = sealer.seal(subject(member), seed, CONTEXT);
                    String text = Base64.getEncoder().encodeToString(sealed);
                    append(CustomerSecrets.CODE_ENROLLED, by, member, "seed", text);
                    return null;
                  })
              .isAllowed();
      return done ? Optional.of(new CodeSeed(seed, settings.codes())) : Optional.empty();
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
  }

  /** Says whom the biometric device means by a reference; the journal keeps its index. */
  public AccessDecision bind(OperatorSession by, String member, String reference) {
    check(member);
    Devices.check(reference);
    return door.speaking(
        by,
        () -> {
          String index = devices.index(Devices.CUSTOMER, IdentityCheck.Method.BIOMETRIC, reference);
          if (index == null) {
            return AccessRefusal.NO_INDEX;
          }
          append(CustomerSecrets.BOUND, by, member, "reference", index);
          return null;
        });
  }

  /**
   * A member shows his PIN.
   *
   * @param pin wiped
   * @return why not; empty when it is right
   */
  public Optional<AccessRefusal> pin(OperatorSession at, String member, char[] pin) {
    try {
      return shown(
          at,
          member,
          Verification.PIN,
          (known, now) -> {
            SecretHasher hasher = settings.hasher();
            if (hasher == null) {
              return Try.no(AccessRefusal.NO_HASHER);
            }
            boolean right =
                known.pinHash() != null
                    && pin.length >= 1
                    && pin.length <= MAX_PIN
                    && hasher.verify(pin, known.pinHash());
            return right ? new Try(null, null) : Try.no(AccessRefusal.WRONG);
          });
    } finally {
      Arrays.fill(pin, '\0');
    }
  }

  /**
   * A member shows a one-time code; each is taken once.
   *
   * @param code wiped
   */
  public Optional<AccessRefusal> code(OperatorSession at, String member, char[] code) {
    try {
      return shown(
          at, member, Verification.ONE_TIME_CODE, (known, now) -> code(known, member, code, now));
    } finally {
      Arrays.fill(code, '\0');
    }
  }

  private Try code(Known known, String member, char[] code, Instant now) {
    Sealer sealer = settings.sealer();
    String sealed = known.seed();
    if (sealer == null || sealed == null) {
      return Try.no(sealer == null ? AccessRefusal.NO_SEALER : AccessRefusal.WRONG);
    }
    Optional<byte[]> seed =
        sealer.open(subject(member), Base64.getDecoder().decode(sealed), CONTEXT);
    if (seed.isEmpty()) {
      return Try.no(AccessRefusal.WRONG);
    }
    OptionalLong step = settings.codes().matching(seed.get(), now, code);
    Arrays.fill(seed.get(), (byte) 0);
    if (step.isEmpty()) {
      return Try.no(AccessRefusal.WRONG);
    }
    return step.getAsLong() <= known.codeStep()
        ? Try.no(AccessRefusal.CODE_USED)
        : new Try(null, step.getAsLong());
  }

  /** A member shows himself at the biometric device. */
  public Optional<AccessRefusal> biometric(OperatorSession at, String member, Duration deadline) {
    IdentityCheck.Method method = IdentityCheck.Method.BIOMETRIC;
    Sighting seen = devices.look(method, deadline);
    List<String> references =
        seen.why() == null
            ? devices.references(Devices.CUSTOMER, method, seen.reference())
            : List.of();
    return shown(
        at,
        member,
        Verification.BIOMETRIC,
        (known, now) -> {
          AccessRefusal nobody = seen.why();
          if (nobody != null) {
            return Try.no(nobody);
          }
          String kept = known.reference();
          return kept != null && references.contains(kept)
              ? new Try(null, null)
              : Try.no(AccessRefusal.WRONG);
        });
  }

  private Optional<AccessRefusal> shown(
      OperatorSession at, String member, Verification what, BiFunction<Known, Instant, Try> check) {
    check(member);
    return door.inTurn(
        () -> {
          AccessDecision may = door.require(at, Permission.SELL, Facts.beginning());
          if (may instanceof AccessDecision.Refused refused) {
            return Optional.of(refused.refusal());
          }
          Instant now = settings.clock().instant();
          Known known = door.customer(member);
          boolean locked =
              settings.lockOut().until(known.wrongTries(), known.lastWrong(), now).isPresent();
          Try tried = locked ? Try.no(AccessRefusal.LOCKED) : check.apply(known, now);
          AccessRefusal why = tried.why();
          door.append(
              CustomerSecrets.draft(
                  why == null ? CustomerSecrets.SHOWN : CustomerSecrets.REFUSED,
                  member,
                  out -> {
                    out.put("what", what.name())
                        .put("reason", why == null ? null : why.code())
                        .put("operator", at.operator().id());
                    Long step = tried.step();
                    if (step != null) {
                      out.put("code", step);
                    }
                  }));
          return Optional.ofNullable(why);
        });
  }

  private void append(String kind, OperatorSession by, String member, String name, String value) {
    door.append(
        CustomerSecrets.draft(
            kind, member, out -> out.put(name, value).put("by", by.operator().id())));
  }

  private static Subject subject(String member) {
    return Subject.of("member-code/" + Prover.digest(member));
  }

  private record Try(@Nullable AccessRefusal why, @Nullable Long step) {
    static Try no(AccessRefusal why) {
      return new Try(why, null);
    }
  }
}
