package dev.tillwright.core.till;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.Permission;
import dev.tillwright.core.access.Role;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.TrainingMark;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.store.Database;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Training beside a till: switches it on and off, and keeps the real till from selling meanwhile.
 * Entries of the real till: {@code training.started} and {@code training.ended}, with {@code
 * operator, terminal}.
 */
final class TrainingRoom {
  /** What a till does not do while somebody trains at it. */
  private static final Set<Permission> NOT_WHILE_TRAINING =
      EnumSet.of(
          Permission.SELL,
          Permission.RETURN_WITH_RECEIPT,
          Permission.RETURN_WITHOUT_RECEIPT,
          Permission.VOID,
          Permission.VOID_COMPLETED,
          Permission.COLLECT_ORDER,
          Permission.REFUND_ORDER,
          Permission.OPEN_DRAWER,
          Permission.MOVE_CASH);

  private static final Logger LOG = LoggerFactory.getLogger(TrainingRoom.class);

  private final TillBuilder from;
  private volatile boolean on;

  TrainingRoom(TillBuilder from) {
    this.from = from;
  }

  /** Whether this till is one of training. */
  @Nullable Trainees trainees() {
    return from.trainees;
  }

  /** Asked before every permission that is used. */
  void check(Permission permission) {
    if (on && NOT_WHILE_TRAINING.contains(permission)) {
      throw new RefusedException("training.on", "somebody trains at this till");
    }
  }

  /** No member's data stands in books of training. */
  void refuseMembers() {
    if (from.trainees != null) {
      throw new RefusedException("training.noMembers", "in training there are no members");
    }
  }

  synchronized Till begin(Till real, OperatorSession session, Database database) {
    if (from.trainees != null || on) {
      throw new RefusedException("training.on", "somebody trains at this till already");
    }
    TrainingMark.check(database, true);
    on = true; // first: nothing begins while it is looked at
    boolean begun = false;
    try {
      requireQuiet(real.opened());
      String trainer = trainerRole();
      String operator = session.operator().id();
      Books books = real.opened().books();
      books.append(List.of(entry("training.started", operator)));
      try {
        Trainees trainees =
            new Trainees(
                from.terminal,
                real.access(),
                trainer,
                new SecureRandom(),
                () -> ended(books, operator));
        Till training = reduced(trainees, database, real.opened()).open();
        begun = true;
        return training;
      } finally {
        if (!begun) {
          books.append(List.of(entry("training.ended", operator)));
        }
      }
    } finally {
      if (!begun) {
        on = false;
      }
    }
  }

  private void ended(Books books, String operator) {
    on = false;
    try {
      books.append(List.of(entry("training.ended", operator)));
    } catch (IllegalStateException | TillwrightException closed) {
      LOG.info("the real till was closed before its training");
    }
  }

  private Draft entry(String kind, String operator) {
    return new Draft(
        kind,
        JsonOut.object(
            out ->
                out.put("operator", operator)
                    .put("terminal", TrainingMark.terminal(from.terminal))));
  }

  private static void requireQuiet(Opened opened) {
    if (!opened.day().totals().isEmpty()) {
      throw new RefusedException(
          "training.drawer", "close the day first: by the books there may be money in the drawer");
    }
    if (opened.books().read(SalesBook.NAME, SalesBook::isAnyOpen)) {
      throw new RefusedException("training.sale", "a sale is open, or was put aside");
    }
    if (!opened.payments().unfinished().isEmpty()) {
      throw new RefusedException("training.payments", "a payment has not ended");
    }
  }

  private String trainerRole() {
    return from.guards.access(from.secrets, from.clock, from.sealer, () -> false).roles().stream()
        .filter(it -> it.allows(Permission.MANAGE_OPERATORS))
        .map(Role::name)
        .sorted()
        .findFirst()
        .orElseThrow(
            () -> new RefusedException("training.noTrainer", "no role may enrol operators"));
  }

  /** The same till without all that reaches out of it. */
  private TillBuilder reduced(Trainees trainees, Database database, Opened real) {
    TillBuilder to = TillBuilder.training(from.terminal, trainees);
    to.database = database;
    to.merchant = from.merchant;
    to.currency = from.currency;
    to.cards = from.cards == null ? null : new TrainingCards();
    to.secrets = trainees;
    to.printer = from.printer;
    to.items = code -> catalogued(real, code).or(() -> from.items.find(code));
    to.tenders = from.tenders;
    to.guards = from.guards.withoutChecks();
    to.terms = from.terms;
    to.tips = from.tips;
    to.clock = from.clock;
    to.zone = from.zone;
    to.locale = from.locale;
    to.times = from.times;
    to.patience = from.patience;
    to.background = from.background;
    to.captureAtDayClose = from.captureAtDayClose;
    to.sealer = from.pad == null ? null : new TrainingSealer();
    to.pad = from.pad;
    if (from.hosts.containsKey(TenderKind.CARD)) {
      to.hosts.put(TenderKind.CARD, TrainingCards.host());
    }
    return to;
  }

  /** As the real till's catalogue has it now; packs whose codes hold a weight are left out. */
  private static Optional<Item> catalogued(Opened real, String code) {
    GoodsCounter goods = real.goods();
    if (goods == null) {
      return Optional.empty();
    }
    try {
      GoodsCounter.Goods found = goods.find(code, Quantity.of(1), goods.channel(), false);
      return found.quantity().equals(Quantity.of(1)) ? Optional.of(found.item()) : Optional.empty();
    } catch (RefusedException unknown) {
      return Optional.empty();
    }
  }
}
