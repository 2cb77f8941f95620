package dev.tillwright.loyalty.member;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that a new member leaves at the till, in one step: what to be recognised by, and optionally a
 * profile and consents. Immutable.
 */
public final class Enrolment {
  /** So many identifiers a member may have. */
  public static final int MAX_IDENTIFIERS = 16;

  /** So many consents at once: one for each channel and purpose. */
  static final int MAX_CONSENTS = Channel.values().length * Purpose.values().length;

  private final @Nullable MemberId number;
  private final Set<Identifier> identifiers;
  private final Profile profile;
  private final List<Consent> consents;

  private Enrolment(Builder builder) {
    number = builder.number;
    identifiers = new LinkedHashSet<>(builder.identifiers);
    profile = builder.profile;
    consents = List.copyOf(builder.consents);
  }

  /** Begins with what the member is recognised by; more can be added. */
  public static Builder by(Identifier identifier) {
    return new Builder().and(identifier);
  }

  Optional<MemberId> number() {
    return Optional.ofNullable(number);
  }

  Set<Identifier> identifiers() {
    return identifiers;
  }

  Profile profile() {
    return profile;
  }

  List<Consent> consents() {
    return consents;
  }

  /** How many of what; nothing of the member. */
  @Override
  public String toString() {
    return "Enrolment[" + identifiers.size() + " identifiers, " + consents.size() + " consents]";
  }

  /** Collects what the member leaves. */
  public static final class Builder {
    private @Nullable MemberId number;
    private final Set<Identifier> identifiers = new LinkedHashSet<>();
    private Profile profile = Profile.EMPTY;
    private final List<Consent> consents = new ArrayList<>();

    private Builder() {}

    /** Keeps the number that a member had before; otherwise a random one is made. */
    public Builder number(MemberId number) {
      this.number = Objects.requireNonNull(number, "number");
      return this;
    }

    /** Is recognised by this as well; at most {@link #MAX_IDENTIFIERS}. */
    public Builder and(Identifier identifier) {
      identifiers.add(Objects.requireNonNull(identifier, "identifier"));
      return this;
    }

    /** Left this. */
    public Builder profile(Profile profile) {
      this.profile = Objects.requireNonNull(profile, "profile");
      return this;
    }

    /** Agreed to this. */
    public Builder consent(Consent consent) {
      consents.add(Objects.requireNonNull(consent, "consent"));
      return this;
    }

    /**
     * @throws IllegalArgumentException when it is more than a member may leave
     */
    public Enrolment build() {
      if (identifiers.size() > MAX_IDENTIFIERS) {
        throw new IllegalArgumentException("at most " + MAX_IDENTIFIERS + " identifiers");
      }
      if (consents.size() > MAX_CONSENTS) {
        throw new IllegalArgumentException("at most " + MAX_CONSENTS + " consents");
      }
      return new Enrolment(this);
    }
  }
}
