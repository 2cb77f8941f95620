package dev.tillwright.loyalty.member;

import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a person: name, birthday, language, zone, addresses. It goes in and never comes
 * out: nothing of it has an accessor, it is kept sealed only, and {@link #toString} tells nothing.
 * The contact gate uses it, and {@link Members#export} writes it for the person it is about.
 * Immutable.
 */
public final class Profile {
  /** One of which nothing is known. */
  public static final Profile EMPTY = builder().build();

  private static final int MAX_NAME = 200;
  private static final int MAX_ADDRESS = 512;

  private final String name;
  private final String birthday;
  private final String language;
  private final @Nullable ZoneId zone;
  private final Map<Channel, String> addresses;

  private Profile(Builder builder) {
    name = builder.name;
    birthday = builder.birthday;
    language = builder.language;
    zone = builder.zone;
    addresses = new EnumMap<>(builder.addresses);
  }

  /** One of which nothing is known at first. */
  public static Builder builder() {
    return new Builder();
  }

  String name() {
    return name;
  }

  String language() {
    return language;
  }

  Optional<ZoneId> zone() {
    return Optional.ofNullable(zone);
  }

  Optional<String> address(Channel channel) {
    return Optional.ofNullable(addresses.get(channel));
  }

  /** What is sealed. */
  byte[] bytes() {
    return JsonOut.object(this::write).getBytes(StandardCharsets.UTF_8);
  }

  void write(JsonOut out) {
    out.put("name", name).put("birthday", birthday).put("language", language);
    out.put("zone", zone == null ? null : zone.getId());
    out.put(
        "addresses",
        inner -> addresses.forEach((channel, address) -> inner.put(channel.name(), address)));
  }

  static Profile read(byte[] bytes) {
    JsonIn in = JsonIn.parse(new String(bytes, StandardCharsets.UTF_8));
    Builder builder = builder();
    builder.name = in.text("name");
    builder.birthday = in.text("birthday");
    builder.language = in.text("language");
    builder.zone = in.optionalText("zone").map(Profile::known).orElse(null);
    JsonIn addresses = in.object("addresses");
    for (Channel channel : Channel.values()) {
      addresses
          .optionalText(channel.name())
          .ifPresent(address -> builder.addresses.put(channel, address));
    }
    return builder.build();
  }

  /** Zones are taken out of the platform's list at times: then the policy's own zone holds. */
  private static @Nullable ZoneId known(String id) {
    try {
      return ZoneId.of(id);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Nothing of it. */
  @Override
  public String toString() {
    return "Profile[hidden]";
  }

  /** Collects what is known. */
  public static final class Builder {
    private String name = "";
    private String birthday = "";
    private String language = "";
    private @Nullable ZoneId zone;
    private final Map<Channel, String> addresses = new EnumMap<>(Channel.class);

    private Builder() {}

    /** How the person wants to be called: one line of at most 200 characters. */
    public Builder name(String name) {
      this.name = Values.line("name", name, MAX_NAME);
      return this;
    }

    /** Month and day as {@code 03-31}; no year, for none is needed. */
    public Builder birthday(String monthAndDay) {
      if (!monthAndDay.matches("(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")) {
        throw new IllegalArgumentException("a birthday is a month and a day: 03-31");
      }
      birthday = monthAndDay;
      return this;
    }

    /** A language tag such as {@code de} or {@code pt-BR}. */
    public Builder language(String tag) {
      if (!tag.matches("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}")) {
        throw new IllegalArgumentException("not a language tag");
      }
      language = tag;
      return this;
    }

    /** Where the person lives, for quiet hours; without one the policy's zone holds. */
    public Builder zone(ZoneId zone) {
      this.zone = Objects.requireNonNull(zone, "zone");
      return this;
    }

    /** Receives short messages here: {@code +} and 7 to 15 digits. */
    public Builder sms(String number) {
      addresses.put(Channel.SMS, Values.phone(number));
      return this;
    }

    /** Is called here: {@code +} and 7 to 15 digits. */
    public Builder voice(String number) {
      addresses.put(Channel.VOICE, Values.phone(number));
      return this;
    }

    /** Receives e-mail here. */
    public Builder email(String address) {
      addresses.put(Channel.EMAIL, Values.email(address));
      return this;
    }

    /** The WeChat open id: 1 to 512 printable ASCII characters. */
    public Builder wechat(String openId) {
      addresses.put(Channel.WECHAT, Values.printable("WeChat id", openId, MAX_ADDRESS));
      return this;
    }

    /** The token of the app on the member's phone: 1 to 512 printable ASCII characters. */
    public Builder push(String token) {
      addresses.put(Channel.PUSH, Values.printable("push token", token, MAX_ADDRESS));
      return this;
    }

    public Profile build() {
      return new Profile(this);
    }
  }
}
