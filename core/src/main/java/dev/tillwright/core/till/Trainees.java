package dev.tillwright.core.till;

import dev.tillwright.core.access.AccessControl;
import dev.tillwright.core.access.LogOn;
import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.SecretHasher;
import dev.tillwright.core.journal.TrainingMark;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Operators in training. Each shows himself to the real till, whose secrets, roles and lock-outs
 * count; the books of training know him under another id, and nothing of his secret.
 */
final class Trainees implements SecretHasher {
  /** Nobody else's id: all others begin with {@link TrainingMark#PREFIX}. */
  private static final String TRAINER = "TRAINING.trainer";

  private static final String KNOWN = "training:this-run";
  private static final String OTHER = "training:no-run";

  private final String till;
  private final AccessControl real;
  private final String trainerRole;
  private final Runnable ended;

  /** Known to this run alone: who has the books of training cannot log on with them. */
  private final char[] token;

  private final boolean[] over = new boolean[1];

  /**
   * @param till the real one's name
   * @param trainerRole one that may enrol operators
   * @param ended what is done when training ends
   */
  Trainees(
      String till, AccessControl real, String trainerRole, SecureRandom random, Runnable ended) {
    this.till = till;
    this.real = real;
    this.trainerRole = trainerRole;
    this.ended = ended;
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    this.token = HexFormat.of().formatHex(bytes).toCharArray();
  }

  /** The name of the real till. */
  String till() {
    return till;
  }

  LogOn logOn(AccessControl training, String operator, char[] secret) {
    LogOn there = real.logOn(operator, secret);
    if (!(there instanceof LogOn.Granted granted)) {
      return there;
    }
    Operator is = granted.session().operator();
    granted.session().logOff();
    Operator trainee = new Operator(id(is.id()), is.name(), is.role());
    OperatorSession trainer = trainer(training);
    try {
      training.enrol(trainer, trainee, token.clone());
    } finally {
      trainer.logOff();
    }
    return training.logOn(trainee.id(), token.clone());
  }

  private static String id(String real) {
    int left = 64 - TrainingMark.PREFIX.length();
    return TrainingMark.PREFIX + (real.length() <= left ? real : real.substring(0, left));
  }

  private OperatorSession trainer(AccessControl training) {
    if (training.operators().isEmpty()) {
      training.enrolFirst(new Operator(TRAINER, "Trainer", trainerRole), token.clone());
    }
    return training.logOn(TRAINER, token.clone()).orThrow();
  }

  /** Once. */
  void end() {
    synchronized (over) {
      if (over[0]) {
        return;
      }
      over[0] = true;
    }
    ended.run();
  }

  // --- secrets of the books of training --------------------------------------------------------

  @Override
  public String hash(char[] secret) {
    return isToken(secret) ? KNOWN : OTHER;
  }

  @Override
  public boolean verify(char[] secret, String stored) {
    return stored.equals(KNOWN) && isToken(secret);
  }

  @Override
  public boolean needsRehash(String stored) {
    return false;
  }

  private boolean isToken(char[] secret) {
    return MessageDigest.isEqual(bytes(secret), bytes(token));
  }

  private static byte[] bytes(char[] text) {
    byte[] bytes = new byte[text.length];
    for (int i = 0; i < text.length; i++) {
      bytes[i] = (byte) text[i];
    }
    return bytes;
  }
}
