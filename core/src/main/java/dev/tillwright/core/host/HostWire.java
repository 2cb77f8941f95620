package dev.tillwright.core.host;

import dev.tillwright.core.host.HostRequest.Kind;
import dev.tillwright.core.iso8583.IsoMessage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Messages as a test host reads them: the way back of {@link Messages}. */
final class HostWire {
  private HostWire() {}

  /** None when it is no request that moves, undoes or asks about money, or makes no sense. */
  static Optional<HostRequest> read(IsoMessage message, int partialField) {
    KeyField key = KeyField.parse(message.text(Messages.KEY));
    Kind kind = kind(message, key);
    if (kind == null || key.key().isEmpty()) {
      return Optional.empty();
    }
    String amount = message.text(4);
    if (!amount.matches("[0-9]{12}")) {
      return Optional.empty();
    }
    return Optional.of(
        new HostRequest(
            kind,
            key.key(),
            key.original(),
            Long.parseLong(amount),
            message.text(49),
            message.mti().charAt(3) == '1',
            kind == Kind.PURCHASE && message.mti().charAt(2) == '2',
            message.has(partialField),
            key.isLast()));
  }

  private static @Nullable Kind kind(IsoMessage message, KeyField key) {
    boolean cites = !key.original().isEmpty();
    return switch (message.mti().substring(0, 2)) {
      case "01" -> cites ? Kind.INCREMENT : Kind.AUTHORIZATION;
      case "02" ->
          message.text(3).startsWith("20")
              ? Kind.REFUND
              : key.isCapture() ? Kind.CAPTURE : Kind.PURCHASE;
      case "04" -> message.text(39).equals(ResponseCodes.CANCELLED) ? Kind.VOID : Kind.REVERSAL;
      case "06" -> Kind.STATUS;
      default -> null;
    };
  }
}
