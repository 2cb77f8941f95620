package dev.tillwright.crypto.scan.log4j;

import dev.tillwright.crypto.scan.PanMasker;
import org.apache.logging.log4j.message.Message;
import org.jspecify.annotations.Nullable;

/** A message as the appenders behind may see it. Log4j asks for the format still. */
@SuppressWarnings("deprecation")
final class MaskedMessage implements Message {
  private static final long serialVersionUID = 1L;

  private final String formatted;
  private final String format;
  private final @Nullable String[] parameters;

  private MaskedMessage(String formatted, String format, @Nullable String[] parameters) {
    this.formatted = formatted;
    this.format = format;
    this.parameters = parameters;
  }

  static MaskedMessage of(Message message, PanMasker masker) {
    Object[] given = message.getParameters();
    @Nullable String[] parameters = new String[given == null ? 0 : given.length];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = masked(given[i], masker);
    }
    return new MaskedMessage(
        masker.mask(String.valueOf(message.getFormattedMessage())),
        masker.mask(String.valueOf(message.getFormat())),
        parameters);
  }

  private static @Nullable String masked(@Nullable Object value, PanMasker masker) {
    try {
      return value == null ? null : masker.mask(String.valueOf(value));
    } catch (RuntimeException noText) {
      return "[no text]";
    }
  }

  @Override
  public String getFormattedMessage() {
    return formatted;
  }

  @Override
  public String getFormat() {
    return format;
  }

  @Override
  public @Nullable Object[] getParameters() {
    return parameters.clone();
  }

  /** The event's own is the masked one. */
  @Override
  public @Nullable Throwable getThrowable() {
    return null;
  }

  @Override
  public String toString() {
    return formatted;
  }
}
