package dev.tillwright.core.access;

import dev.tillwright.core.store.Sealer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who is taken in and taken out, and with what he shows who he is. Under the turn of its door. */
final class Enrolling {
  private static final int MIN_SECRET = 4;
  private static final int MAX_SECRET = 128;

  private final AccessBooks books;
  private final Sessions sessions;
  private final AccessSettings settings;
  private final Devices devices;

  Enrolling(AccessBooks books, Sessions sessions, AccessSettings settings, Devices devices) {
    this.books = books;
    this.sessions = sessions;
    this.settings = settings;
    this.devices = devices;
  }

  /** Why not; {@code null} when it was done. */
  @Nullable AccessRefusal enrol(Operator operator, char[] secret, @Nullable String by) {
    boolean manages = role(operator.role()).filter(Enrolling::manages).isPresent();
    if (by != null && !manages && isLastManager(operator.id())) {
      return AccessRefusal.LAST_MANAGER;
    }
    AccessRefusal why = against(operator, secret);
    if (why != null) {
      return why;
    }
    SecretHasher hasher = settings.hasher();
    String hash = secret.length == 0 || hasher == null ? null : hasher.hash(secret);
    sessions.endAllOf(
        operator.id()); // first: also when the journal does not say in time that it is so
    books.append(OperatorEntries.enrolled(operator, hash, by));
    return null;
  }

  private @Nullable AccessRefusal against(Operator operator, char[] secret) {
    if (role(operator.role()).isEmpty()) {
      return AccessRefusal.ROLE_UNKNOWN;
    } else if (secret.length == 0) {
      return null;
    } else if (settings.hasher() == null) {
      return AccessRefusal.NO_HASHER;
    } else if (secret.length < MIN_SECRET) {
      return AccessRefusal.SECRET_TOO_SHORT;
    }
    return secret.length > MAX_SECRET ? AccessRefusal.SECRET_TOO_LONG : null;
  }

  @Nullable AccessRefusal retire(String operator, String by) {
    if (!isKnown(operator)) {
      return AccessRefusal.NO_SUCH_OPERATOR;
    } else if (isLastManager(operator)) {
      return AccessRefusal.LAST_MANAGER;
    }
    sessions.endAllOf(operator);
    books.append(OperatorEntries.retired(operator, by));
    return null;
  }

  @Nullable AccessRefusal bind(
      String operator, IdentityCheck.Method method, String reference, String by) {
    Devices.check(reference);
    if (!isKnown(operator)) {
      return AccessRefusal.NO_SUCH_OPERATOR;
    }
    String index = devices.index(Devices.OPERATOR, method, reference);
    if (index == null) {
      return AccessRefusal.NO_INDEX;
    }
    books.append(OperatorEntries.bound(operator, method, index, by));
    return null;
  }

  @Nullable AccessRefusal unbind(String operator, IdentityCheck.Method method, String by) {
    if (!isKnown(operator)) {
      return AccessRefusal.NO_SUCH_OPERATOR;
    }
    sessions.endAllOf(operator);
    books.append(OperatorEntries.unbound(operator, method, by));
    return null;
  }

  /** The seed; empty with the reason in {@code why} when there is none. */
  Optional<CodeSeed> enrolCode(String operator, String by, AccessRefusal[] why) {
    Sealer sealer = settings.sealer();
    if (sealer == null || !isKnown(operator)) {
      why[0] = sealer == null ? AccessRefusal.NO_SEALER : AccessRefusal.NO_SUCH_OPERATOR;
      return Optional.empty();
    }
    byte[] seed = new byte[settings.codes().seedLength()];
    try {
      settings.random().nextBytes(seed);
      byte[] sealed = sealer.seal(Prover.subject(operator), seed, Prover.CODE_CONTEXT);
      books.append(
          OperatorEntries.codeEnrolled(operator, Base64.getEncoder().encodeToString(sealed), by));
      return Optional.of(new CodeSeed(seed, settings.codes()));
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
  }

  private boolean isKnown(String operator) {
    return books.operators().stream().anyMatch(it -> it.id().equals(operator));
  }

  /** Of those who may log on: who is revoked manages nothing. */
  private boolean isLastManager(String id) {
    List<String> managers =
        books.operators().stream()
            .filter(it -> role(it.role()).filter(Enrolling::manages).isPresent())
            .map(Operator::id)
            .filter(it -> !books.incidents().isRevoked(Revocable.OPERATOR, it))
            .toList();
    return managers.equals(List.of(id));
  }

  private static boolean manages(Role role) {
    return role.allows(Permission.MANAGE_OPERATORS);
  }

  private Optional<Role> role(String name) {
    return settings.roles().stream().filter(it -> it.name().equals(name)).findFirst();
  }
}
