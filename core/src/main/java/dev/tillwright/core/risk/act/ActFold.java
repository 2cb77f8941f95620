package dev.tillwright.core.risk.act;

import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.AttemptEvent;
import dev.tillwright.core.payment.AttemptKind;
import dev.tillwright.core.payment.PaymentEntries;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.SaleEvent;
import dev.tillwright.core.sale.SaleEvents;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.sale.TenderLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads acts from the entries of one till's journal, in their order. Depends on the entries and the
 * memory only. An entry that other hands wrote and that cannot be read is no act.
 */
public final class ActFold {
  /** The kind of the entry by which the till says what a check said. */
  public static final String FOUND = "check.found";

  private static final String INTENT = "intent";
  private static final String LOADING = "loading";
  private static final String PAID = "paid";

  private final ActMemory memory;
  private final SaleActs sales;

  /**
   * @param memory of what was before
   */
  public ActFold(ActMemory memory) {
    this.memory = memory;
    this.sales = new SaleActs(memory);
  }

  /** The acts that an entry tells, mostly none. */
  public List<Act> apply(Entry entry) {
    try {
      String kind = entry.kind();
      if (kind.startsWith("sale.")) {
        return sale(entry);
      } else if (kind.startsWith("payment.")) {
        return PaymentEntries.read(entry).map(event -> payment(entry, event)).orElse(List.of());
      }
      return other(entry);
    } catch (JsonException | IllegalArgumentException foreign) {
      return List.of();
    }
  }

  private List<Act> other(Entry entry) {
    switch (entry.kind()) {
      case CardFacts.KIND ->
          memory.remember(
              CardFacts.ABOUT,
              CardFacts.token(entry),
              entry.at(),
              CardFacts.read(JsonIn.parse(entry.payload())).write());
      case "receipt.printed" -> {
        JsonIn in = JsonIn.parse(entry.payload());
        if (!in.text("result").equals("NOT_PRINTED")) {
          memory.remember("receipt", in.text("sale"), entry.at(), "{}");
        }
      }
      case "drawer.opening" -> {
        JsonIn in = JsonIn.parse(entry.payload());
        if (!in.has("sale")) {
          Money nothing = Money.zero(Currency.getInstance(in.text("currency")));
          return List.of(
              drawer(entry.terminal(), in.text("operator"), nothing, entry.at())
                  .with()
                  .seq(entry.seq())
                  .build());
        }
      }
      case FOUND -> {
        JsonIn in = JsonIn.parse(entry.payload());
        if (in.text("verdict").equals("BLOCK")) {
          return List.of(refused(entry, in));
        }
      }
      default -> {}
    }
    return List.of();
  }

  private Act refused(Entry entry, JsonIn in) {
    Money amount = new Money(in.number("amount"), Currency.getInstance(in.text("currency")));
    String operator = in.text("operator");
    Act.Builder act =
        Act.of(ActKind.REFUSED, entry.at(), entry.terminal(), operator, amount)
            .seq(entry.seq())
            .sale(in.optionalText("sale").orElse(null))
            .member(
                in.optionalText("sale").flatMap(memory::open).flatMap(Sale::member).orElse(null))
            .tender(in.optionalText("tender").orElse(null));
    return sales.known(act, in.optionalText("card").orElse(null)).build();
  }

  /** The drawer, opened without a sale. */
  public static Act drawer(String device, String operator, Money nothing, Instant at) {
    return Act.of(ActKind.DRAWER, at, device, operator, nothing).build();
  }

  private List<Act> sale(Entry entry) {
    if (entry.kind().equals("sale.voiding")) {
      JsonIn in = JsonIn.parse(entry.payload());
      SaleId id = SaleId.parse(in.text("sale"));
      Optional<Sale> open = memory.open(id.toString());
      if (open.isEmpty()) {
        return List.of();
      }
      Act act =
          sales.voiding(
              id,
              SaleId.parse(in.text("origin")),
              in.text("operator"),
              open.get().total(),
              entry.at());
      return List.of(act.with().seq(entry.seq()).build());
    }
    Optional<SaleEvent> event = SaleEvents.read(entry);
    return event.isPresent() ? sale(entry, event.get()) : List.of();
  }

  private List<Act> sale(Entry entry, SaleEvent event) {
    String id = event.sale().toString();
    List<Act> acts = new ArrayList<>();
    // What an open sale is made of is put together only where it is asked for.
    Sale before = asks(event) ? memory.open(id).orElse(null) : null;
    if (event instanceof SaleEvent.Completed it) {
      completed(acts, before, it.completed(), entry);
      memory.end(id);
      return acts;
    }
    if (before != null && event instanceof SaleEvent.Tendered it) {
      tendered(acts, before, it.tender(), entry);
    } else if (before != null && event instanceof SaleEvent.Deposited it) {
      tendered(acts, before, it.tender(), entry);
    } else if (before != null && event instanceof SaleEvent.LayawayCancelled) {
      acts.add(sales.givenUp(before, entry.at()).with().seq(entry.seq()).build());
    } else if (event instanceof SaleEvent.Voided) {
      if (before != null && before.kind().sells() && before.state() != Sale.State.CANCELLING) {
        acts.add(sales.givenUp(before, entry.at()).with().seq(entry.seq()).build());
      }
      memory.end(id);
      return acts;
    }
    memory.event(event, entry);
    return acts;
  }

  private static boolean asks(SaleEvent event) {
    return event instanceof SaleEvent.Completed
        || event instanceof SaleEvent.Tendered
        || event instanceof SaleEvent.Deposited
        || event instanceof SaleEvent.LayawayCancelled
        || event instanceof SaleEvent.Voided;
  }

  private void completed(List<Act> acts, @Nullable Sale before, CompletedSale sale, Entry entry) {
    if (sale.kind() != SaleKind.VOID) {
      acts.addAll(sales.completed(before, sale, entry.seq(), entry.at()));
    }
    memory.remember(
        PastDeal.ABOUT, sale.id().toString(), entry.at(), PastDeal.of(sale, entry.at()).write());
  }

  private void tendered(List<Act> acts, Sale before, TenderLine line, Entry entry) {
    if (before.paysOut() || line.kind() == TenderKind.WITHHELD) {
      return; // a pay-out is one act, when it is finished
    }
    acts.add(sales.tender(before, line, entry.at()).with().seq(entry.seq()).build());
    memory.remember(
        PAID,
        before.id().toString(),
        entry.at(),
        JsonOut.object(
            out -> out.put("tender", line.kind().name()).put("card", PastDeal.token(line))));
  }

  private List<Act> payment(Entry entry, AttemptEvent event) {
    String key = event.key().toString();
    if (event instanceof AttemptEvent.Intended it) {
      if (it.kind().loads()) {
        memory.remember(LOADING, key, entry.at(), intent(it));
      } else if (it.kind() == AttemptKind.PURCHASE || it.kind() == AttemptKind.AUTHORIZATION) {
        memory.remember(INTENT, key, entry.at(), intent(it));
      }
      return List.of();
    }
    if (event instanceof AttemptEvent.Stored) {
      memory.remember(SaleActs.OFFLINE, key, entry.at(), "{}");
    }
    if (event instanceof AttemptEvent.Approved) {
      return memory.recall(LOADING, key).map(it -> List.of(loaded(entry, it))).orElse(List.of());
    }
    return event instanceof AttemptEvent.Declined
        ? memory.recall(INTENT, key).map(it -> List.of(declined(entry, it))).orElse(List.of())
        : List.of();
  }

  private static String intent(AttemptEvent.Intended intent) {
    boolean here = intent.tender() != TenderKind.TERMINAL;
    return JsonOut.object(
        out ->
            out.put("sale", intent.sale())
                .put("tender", intent.tender().name())
                .put("currency", intent.amount().currency().getCurrencyCode())
                .put("amount", intent.amount().minor())
                .put("card", here ? intent.card().token().value() : null)
                .put("entry", here ? intent.card().entryMode().name() : null));
  }

  private Act loaded(Entry entry, String fact) {
    return about(ActKind.LOAD, entry, fact);
  }

  private Act declined(Entry entry, String fact) {
    return about(ActKind.DECLINED, entry, fact);
  }

  private Act about(ActKind kind, Entry entry, String fact) {
    JsonIn in = JsonIn.parse(fact);
    String sale = in.text("sale");
    Optional<Sale> open = memory.open(sale);
    Money amount = new Money(in.number("amount"), Currency.getInstance(in.text("currency")));
    Act.Builder act =
        Act.of(kind, entry.at(), entry.terminal(), open.map(Sale::operator).orElse(""), amount)
            .seq(entry.seq())
            .sale(sale)
            .member(open.flatMap(Sale::member).orElse(null))
            .tender(in.text("tender"))
            .entry(in.optionalText("entry").map(EntryMode::valueOf).orElse(null));
    return sales.known(act, in.optionalText("card").orElse(null)).build();
  }
}
