package io.touchback.notify.send;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.james.jdkim.DKIMSigner;
import org.apache.james.jdkim.api.BodyHasher;
import org.apache.james.jdkim.api.Headers;
import org.apache.james.jdkim.exceptions.FailException;

/** Signs mails for one domain, relaxed/relaxed, by rsa-sha256 (RFC 6376; RULES M8). */
final class DkimSignature {
  /** What a reader acts on; From twice, so that no second one can be put in front. */
  static final List<String> SIGNED_FIELDS =
      List.of(
          "From",
          "From",
          "Reply-To",
          "To",
          "Subject",
          "Date",
          "Message-ID",
          "In-Reply-To",
          "References",
          "Auto-Submitted",
          "MIME-Version",
          "Content-Type");

  private final DKIMSigner signer;
  private final String template;

  /**
   * @param tags further tags of RFC 6376, as {@code i=@shop.example; }
   */
  DkimSignature(String domain, String selector, List<String> fields, String tags, PrivateKey key) {
    template =
        "v=1; a=rsa-sha256; c=relaxed/relaxed; d=%s; s=%s; %sh=%s; bh=; b="
            .formatted(domain, selector, tags, names(fields));
    signer = new DKIMSigner(template, key);
  }

  /** In small letters: jDKIM's are the machine's, whose small I may have no dot (Turkish). */
  private static String names(List<String> fields) {
    return fields.stream()
        .map(field -> field.toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" : "));
  }

  /** The whole field with its line end. */
  String of(Map<String, String> fields, byte[] body) {
    try {
      BodyHasher hasher = signer.newBodyHasher(signer.newSignatureRecordTemplate(template));
      try (OutputStream out = hasher.getOutputStream()) {
        out.write(body);
      }
      return folded(signer.sign(new Fields(fields), hasher));
    } catch (FailException e) {
      throw new IllegalStateException("Cannot sign by DKIM: look at quarkus.mailer.dkim.*", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Folds where there is white space already, and inside b=, whose white space nobody counts. */
  private static String folded(String field) {
    int colon = field.indexOf(':');
    List<String> tokens = new ArrayList<>();
    for (String tag : field.substring(colon + 1).strip().split(" ")) {
      tokens.addAll(tag.startsWith("b=") ? List.of(tag.split("(?<=\\G.{70})")) : List.of(tag));
    }
    return "DKIM-Signature: " + HeaderText.folded(tokens, colon + 2) + "\r\n";
  }

  private record Fields(Map<String, String> fields) implements Headers {
    @Override
    public List<String> getFields() {
      return fields.keySet().stream().map(this::field).toList();
    }

    @Override
    public List<String> getFields(String name) {
      return fields.keySet().stream().filter(name::equalsIgnoreCase).map(this::field).toList();
    }

    private String field(String name) {
      return name + ": " + fields.get(name);
    }
  }
}
