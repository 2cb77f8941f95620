package dev.tillwright.core.catalogue;

import java.util.List;

/** Changes that do not fit the catalogue: nothing was written. */
public final class CatalogueException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  private final transient List<ImportFault> faults;
  private final String code;

  CatalogueException(List<ImportFault> faults) {
    super(faults.get(0).sentence());
    this.faults = List.copyOf(faults);
    this.code = faults.get(0).fault().code();
  }

  /** Stable, for programs: that of the first fault, such as {@code catalogue.codeTaken}. */
  public String code() {
    return code;
  }

  /** One for each change that does not fit; its line is the place of the change, from 1. */
  public List<ImportFault> faults() {
    return faults;
  }
}
