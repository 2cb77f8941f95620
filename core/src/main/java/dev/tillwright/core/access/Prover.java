package dev.tillwright.core.access;

import dev.tillwright.core.access.Operators.Known;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.store.Sealer;
import dev.tillwright.core.store.Subject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Finds out whether somebody is who he says: secret, one-time code, role; writes nothing. */
final class Prover {
  private static final int MAX_SECRET = 128;

  private final AccessSettings settings;
  private final AccessBooks books;
  private final @Nullable String dummyHash;

  Prover(AccessSettings settings, AccessBooks books) {
    this.settings = settings;
    this.books = books;
    SecretHasher hasher = settings.hasher();
    this.dummyHash = hasher == null ? null : hasher.hash("nobody has this".toCharArray());
  }

  /**
   * What came of it.
   *
   * @param why not; {@code null} when he is
   * @param until how long a lock-out lasts
   * @param role of who he is
   * @param code the step of the code that was used
   * @param drafts to be written with what this is for
   */
  record Proof(
      Known known,
      @Nullable AccessRefusal why,
      @Nullable Instant until,
      @Nullable Role role,
      @Nullable Long code,
      List<Draft> drafts) {
    static Proof refused(Known known, AccessRefusal why, @Nullable Instant until) {
      return new Proof(known, why, until, null, null, List.of());
    }
  }

  /** By a secret, and by a code where one is enrolled. */
  Proof bySecret(Known known, char[] secret, char[] code, Instant now) {
    Optional<Instant> locked = settings.lockOut().until(known.wrongTries(), known.lastWrong(), now);
    if (locked.isPresent()) {
      return Proof.refused(known, AccessRefusal.LOCKED, locked.get());
    }
    if (known.secretHash() != null && settings.hasher() == null) {
      return Proof.refused(known, AccessRefusal.NO_HASHER, null);
    }
    if (!isRight(known, secret) || known.operator() == null) {
      return Proof.refused(known, AccessRefusal.WRONG, null);
    }
    return besides(known, code, rehashed(known, secret), now);
  }

  /** By a device that said who it is. */
  Proof byDevice(Known known, char[] code, Instant now) {
    Optional<Instant> locked = settings.lockOut().until(known.wrongTries(), known.lastWrong(), now);
    if (locked.isPresent()) {
      return Proof.refused(known, AccessRefusal.LOCKED, locked.get());
    }
    return known.operator() == null
        ? Proof.refused(known, AccessRefusal.WRONG, null)
        : besides(known, code, List.of(), now);
  }

  private Proof besides(Known known, char[] code, List<Draft> drafts, Instant now) {
    Operator operator = known.operator();
    if (operator == null || books.incidents().isRevoked(Revocable.OPERATOR, operator.id())) {
      return Proof.refused(known, AccessRefusal.REVOKED, null);
    }
    Optional<Role> role =
        settings.roles().stream().filter(it -> it.name().equals(operator.role())).findFirst();
    if (role.isEmpty()) {
      return Proof.refused(known, AccessRefusal.ROLE_UNKNOWN, null);
    }
    if (known.seed() == null) {
      return new Proof(known, null, null, role.get(), null, drafts);
    }
    Sealer sealer = settings.sealer();
    if (sealer == null) {
      return Proof.refused(known, AccessRefusal.NO_SEALER, null);
    }
    if (code.length == 0) {
      return Proof.refused(known, AccessRefusal.CODE_MISSING, null);
    }
    OptionalLong step = step(sealer, operator.id(), known.seed(), code, now);
    if (step.isEmpty()) {
      return Proof.refused(known, AccessRefusal.WRONG, null);
    }
    return step.getAsLong() <= known.codeStep()
        ? Proof.refused(known, AccessRefusal.CODE_USED, null)
        : new Proof(known, null, null, role.get(), step.getAsLong(), drafts);
  }

  private OptionalLong step(Sealer sealer, String id, String sealed, char[] code, Instant now) {
    Optional<byte[]> seed =
        sealer.open(subject(id), Base64.getDecoder().decode(sealed), CODE_CONTEXT);
    if (seed.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      return settings.codes().matching(seed.get(), now, code);
    } finally {
      Arrays.fill(seed.get(), (byte) 0);
    }
  }

  static final String CODE_CONTEXT = "access/code";

  /** An operator's id may hold what a subject may not. */
  static Subject subject(String operator) {
    return Subject.of("operator/" + digest(operator));
  }

  /** SHA-256, 64 hexadecimal digits. */
  static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the Java platform lacks a hash that it must have");
    }
  }

  private boolean isRight(Known known, char[] secret) {
    SecretHasher hasher = settings.hasher();
    boolean hasOne = known.secretHash() != null;
    if (known.operator() != null && !hasOne) {
      return secret.length == 0;
    }
    String stored = hasOne ? known.secretHash() : dummyHash;
    if (hasher == null || stored == null) {
      return false;
    }
    boolean usable = secret.length >= 1 && secret.length <= MAX_SECRET;
    // A secret that cannot be right costs as much as one that is merely wrong.
    boolean verified = hasher.verify(usable ? secret : new char[] {'x'}, stored);
    return verified && usable && hasOne;
  }

  private List<Draft> rehashed(Known known, char[] secret) {
    List<Draft> drafts = new ArrayList<>();
    SecretHasher hasher = settings.hasher();
    if (hasher != null && known.secretHash() != null && hasher.needsRehash(known.secretHash())) {
      drafts.add(OperatorEntries.rehashed(known.id().orElseThrow(), hasher.hash(secret)));
    }
    return drafts;
  }
}
