package dev.tillwright.core.catalogue;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A price list: when and where its prices hold.
 *
 * @param name of the list, for ever
 * @param currency of its prices
 * @param rank 0 to 1,000: where two lists have a price, that of the higher rank is taken; of equal
 *     ones that which names the channel, then the newer price, then the list whose name comes first
 * @param channels where it holds, at most {@value #MAX_CHANNELS}, in order; empty for everywhere
 * @param from the first day, by the shop's calendar; {@code null} for ever before
 * @param to the last day; {@code null} without end
 */
public record PriceList(
    String name,
    Currency currency,
    int rank,
    List<String> channels,
    @Nullable LocalDate from,
    @Nullable LocalDate to)
    implements CatalogueChange {
  /** A list names at most so many channels. */
  public static final int MAX_CHANNELS = 32;

  /** No list goes before one of this rank. */
  public static final int MAX_RANK = 1_000;

  public PriceList {
    Texts.word("a price list's name", name);
    Objects.requireNonNull(currency, "currency");
    if (currency.getDefaultFractionDigits() < 0) {
      throw new IllegalArgumentException("a currency with minor units, or none of them");
    }
    if (rank < 0 || rank > MAX_RANK) {
      throw new IllegalArgumentException("a rank is 0 to " + MAX_RANK);
    }
    channels = sorted(channels);
    if (channels.size() > MAX_CHANNELS) {
      throw new IllegalArgumentException("a list names at most " + MAX_CHANNELS + " channels");
    }
    channels.forEach(it -> Texts.word("a channel", it));
    Texts.days(from, to);
  }

  private static List<String> sorted(Collection<String> channels) {
    return channels.stream().distinct().sorted().toList();
  }

  /** A list of rank 0 that holds always and everywhere. */
  public static PriceList of(String name, Currency currency) {
    return new PriceList(name, currency, 0, List.of(), null, null);
  }

  /** The same with another rank. */
  public PriceList ranked(int newRank) {
    return new PriceList(name, currency, newRank, channels, from, to);
  }

  /** The same, for these channels only. */
  public PriceList on(String... only) {
    return new PriceList(name, currency, rank, Arrays.asList(only), from, to);
  }

  /** The same, from the first to the last day, both included. */
  public PriceList between(@Nullable LocalDate first, @Nullable LocalDate last) {
    return new PriceList(name, currency, rank, channels, first, last);
  }

  /** Whether it holds on a channel. */
  public boolean holdsOn(String channel) {
    return channels.isEmpty() || channels.contains(channel);
  }

  @Override
  public String key() {
    return "list\n" + name;
  }
}
