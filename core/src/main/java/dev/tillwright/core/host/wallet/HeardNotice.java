package dev.tillwright.core.host.wallet;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A notice as a dialect read it.
 *
 * @param verdict {@link NoticeVerdict#TOLD} when it is genuine; otherwise why it is not taken
 * @param notice {@code null} when it is not genuine
 */
public record HeardNotice(NoticeVerdict verdict, @Nullable WalletNotice notice) {
  public HeardNotice {
    Objects.requireNonNull(verdict, "verdict");
  }

  /** A genuine one. */
  public static HeardNotice of(WalletNotice notice) {
    return new HeardNotice(NoticeVerdict.TOLD, Objects.requireNonNull(notice, "notice"));
  }

  /** One that is not taken. */
  public static HeardNotice not(NoticeVerdict why) {
    return new HeardNotice(why, null);
  }
}
