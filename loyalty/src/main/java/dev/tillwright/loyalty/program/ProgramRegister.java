package dev.tillwright.loyalty.program;

import dev.tillwright.core.journal.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * All versions of all programs, as a pure fold over journal entries. Immutable; each change gives a
 * new register.
 *
 * <p><b>Guarantees.</b> An approved version never changes: what bears its digest stays as it was.
 * At every instant at most one version of a program is in force. An event that does not fit is
 * refused before it is written, and changes nothing when it is read. Findings are looked at before
 * an approval is written and not again, so that a check that is new takes no version out of force.
 */
public final class ProgramRegister {
  private final Map<String, NavigableMap<Integer, ProgramVersion>> programs;

  private ProgramRegister(Map<String, NavigableMap<Integer, ProgramVersion>> programs) {
    this.programs = programs;
  }

  /** Without any program. */
  public static ProgramRegister empty() {
    return new ProgramRegister(Map.of());
  }

  /** After one more journal entry; the same when it is of another kind or does not fit. */
  public ProgramRegister apply(Entry entry) {
    return ProgramEvent.read(entry)
        .map(event -> decide(event, entry.at(), false).match(done -> done, refused -> this))
        .orElse(this);
  }

  /**
   * What an event would make of this register, to be asked before it is written to the journal.
   *
   * @param at when it happens
   */
  public Decision decide(ProgramEvent event, Instant at) {
    return decide(event, at, true);
  }

  private Decision decide(ProgramEvent event, Instant at, boolean look) {
    if (event instanceof ProgramEvent.Drafted drafted) {
      return draft(drafted.program());
    }
    if (event instanceof ProgramEvent.Approved approved) {
      return approve(approved, at, look);
    }
    return retire((ProgramEvent.Retired) event, at);
  }

  private Decision draft(Program program) {
    Optional<ProgramVersion> there = version(program.id(), program.version());
    if (there.filter(version -> version.approvedAt() != null).isPresent()) {
      return refused("program.frozen", "this version is approved; write a new one");
    }
    return with(new ProgramVersion(program, "", null, null));
  }

  private Decision approve(ProgramEvent.Approved event, Instant at, boolean look) {
    Optional<ProgramVersion> there = named(event.name());
    if (there.isEmpty()) {
      return refused("program.unknown", "there is no such version");
    }
    Program program = there.get().program();
    if (there.get().approvedAt() != null) {
      return refused("program.frozen", "this version is approved already");
    }
    if (!program.digest().equals(event.digest())) {
      return refused("program.changed", "the draft is not the one that was looked at");
    }
    List<Finding> errors =
        look ? program.findings().stream().filter(Finding::isError).toList() : List.of();
    if (!errors.isEmpty()) {
      return new Refused(
          "program.findings", "a rule of the program cannot be meant as it stands", errors);
    }
    return with(new ProgramVersion(program, event.by(), at, null));
  }

  private Decision retire(ProgramEvent.Retired event, Instant at) {
    Optional<ProgramVersion> there = named(event.name());
    if (there.isEmpty() || there.get().approvedAt() == null) {
      return refused("program.unknown", "there is no such approved version");
    }
    if (there.get().retiredAt() != null) {
      return refused("program.retired", "this version is retired already");
    }
    ProgramVersion version = there.get();
    return with(
        new ProgramVersion(version.program(), version.approvedBy(), version.approvedAt(), at));
  }

  /** All versions of a program, the first first. */
  public List<ProgramVersion> versions(String program) {
    NavigableMap<Integer, ProgramVersion> versions = programs.get(program);
    return versions == null ? List.of() : List.copyOf(versions.values());
  }

  /** One version. */
  public Optional<ProgramVersion> version(String program, int version) {
    return Optional.ofNullable(programs.get(program)).map(versions -> versions.get(version));
  }

  /** The version of a program that was in force at an instant. */
  public Optional<Program> inForce(String program, Instant at) {
    List<ProgramVersion> versions = new ArrayList<>(versions(program));
    Collections.reverse(versions);
    return versions.stream()
        .filter(version -> version.at(at) == ProgramVersion.State.EFFECTIVE)
        .findFirst()
        .map(ProgramVersion::program);
  }

  /** The approved program of this digest, as awards bear it. */
  public Optional<Program> byDigest(String digest) {
    return programs.values().stream()
        .flatMap(versions -> versions.values().stream())
        .filter(version -> version.approvedAt() != null)
        .map(ProgramVersion::program)
        .filter(program -> program.digest().equals(digest))
        .findFirst();
  }

  private Optional<ProgramVersion> named(String name) {
    return programs.values().stream()
        .flatMap(versions -> versions.values().stream())
        .filter(version -> version.program().name().equals(name))
        .findFirst();
  }

  private Decision with(ProgramVersion version) {
    Map<String, NavigableMap<Integer, ProgramVersion>> more = new TreeMap<>(programs);
    NavigableMap<Integer, ProgramVersion> versions =
        new TreeMap<>(more.getOrDefault(version.program().id(), new TreeMap<>()));
    versions.put(version.program().version(), version);
    more.put(version.program().id(), versions);
    return new Done(new ProgramRegister(more));
  }

  private static Decision refused(String code, String sentence) {
    return new Refused(code, sentence, List.of());
  }

  /** What an event comes to. */
  public sealed interface Decision {
    /** One of the two. */
    <T> T match(Function<ProgramRegister, T> done, Function<Refused, T> refused);
  }

  /**
   * It fits.
   *
   * @param register after it
   */
  public record Done(ProgramRegister register) implements Decision {
    @Override
    public <T> T match(Function<ProgramRegister, T> done, Function<Refused, T> refused) {
      return done.apply(register);
    }
  }

  /**
   * It does not fit.
   *
   * @param code stable and dotted
   * @param sentence for people
   * @param findings what speaks against the program, where that is why
   */
  public record Refused(String code, String sentence, List<Finding> findings) implements Decision {
    public Refused {
      findings = List.copyOf(findings);
    }

    @Override
    public <T> T match(Function<ProgramRegister, T> done, Function<Refused, T> refused) {
      return refused.apply(this);
    }
  }
}
