package dev.tillwright.core.sale;

/** Which step fits a sale that waits for a verification. */
final class PauseRules {
  private PauseRules() {}

  static Decision ask(Sale sale, Pause pause) {
    boolean fits =
        pause.amount().currency().equals(sale.basket().currency())
            && pause.amount().isPositive()
            && pause.amount().minor() <= Sale.MAX_AMOUNT * 100
            && pause.reasons().size() <= Pause.MAX_REASONS
            && pause.reasons().stream().allMatch(it -> Wording.says(it, Wording.CODE));
    return fits
        ? SaleRules.accept(sale, new SaleEvent.VerificationAsked(sale.id(), pause))
        : SaleRules.refuse(Refusal.PAUSE_DOES_NOT_FIT);
  }

  static Decision whileVerifying(Sale sale, SaleCommand command) {
    if (command instanceof SaleCommand.Verify it) {
      return verify(sale, it);
    }
    if (command instanceof SaleCommand.DropVerification it) {
      return Wording.says(it.reason(), Wording.REASON)
          ? SaleRules.accept(sale, new SaleEvent.VerificationDropped(sale.id(), it.reason()))
          : SaleRules.refuse(Refusal.TEXT_NOT_ALLOWED);
    }
    return SaleRules.refuse(Refusal.VERIFYING);
  }

  private static Decision verify(Sale sale, SaleCommand.Verify command) {
    boolean open =
        sale.pause().filter(it -> it.asked().contains(command.verification())).isPresent()
            && !sale.shown().contains(command.verification());
    if (!open) {
      return SaleRules.refuse(Refusal.NOT_ASKED);
    }
    if (!Wording.says(command.by(), Wording.CODE)
        || !Wording.says(command.operator(), Wording.CODE)) {
      return SaleRules.refuse(Refusal.TEXT_NOT_ALLOWED);
    }
    return SaleRules.accept(
        sale,
        new SaleEvent.Verified(
            sale.id(), command.verification(), command.by(), command.operator()));
  }
}
