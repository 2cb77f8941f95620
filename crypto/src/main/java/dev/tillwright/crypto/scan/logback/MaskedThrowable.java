package dev.tillwright.crypto.scan.logback;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import dev.tillwright.crypto.scan.PanMasker;
import org.jspecify.annotations.Nullable;

/** A throwable as the appenders behind may see it; Logback has cut cycles already. */
final class MaskedThrowable implements IThrowableProxy {
  private final IThrowableProxy thrown;
  private final PanMasker masker;

  private MaskedThrowable(IThrowableProxy thrown, PanMasker masker) {
    this.thrown = thrown;
    this.masker = masker;
  }

  static @Nullable IThrowableProxy of(@Nullable IThrowableProxy thrown, PanMasker masker) {
    return thrown == null ? null : new MaskedThrowable(thrown, masker);
  }

  @Override
  public @Nullable String getMessage() {
    return MaskedEvent.masked(thrown.getMessage(), masker);
  }

  @Override
  public @Nullable String getOverridingMessage() {
    return MaskedEvent.masked(thrown.getOverridingMessage(), masker);
  }

  @Override
  public String getClassName() {
    return thrown.getClassName();
  }

  @Override
  public StackTraceElementProxy[] getStackTraceElementProxyArray() {
    return thrown.getStackTraceElementProxyArray();
  }

  @Override
  public int getCommonFrames() {
    return thrown.getCommonFrames();
  }

  @Override
  public @Nullable IThrowableProxy getCause() {
    return of(thrown.getCause(), masker);
  }

  @Override
  public IThrowableProxy[] getSuppressed() {
    IThrowableProxy[] suppressed = thrown.getSuppressed();
    IThrowableProxy[] masked = new IThrowableProxy[suppressed == null ? 0 : suppressed.length];
    for (int i = 0; i < masked.length; i++) {
      masked[i] = new MaskedThrowable(suppressed[i], masker);
    }
    return masked;
  }

  @Override
  public boolean isCyclic() {
    return thrown.isCyclic();
  }
}
