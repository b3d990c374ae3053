package io.touchback.orders.shop;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import io.touchback.orders.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The shops, for those who set them up. */
@Path("/api/shops/{shop}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"ops", "agent"})
class ShopResource {
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,63}");

  private final ShopChanges changes;
  private final ShopTable shops;

  ShopResource(ShopChanges changes, ShopTable shops) {
    this.changes = changes;
    this.shops = shops;
  }

  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("ops")
  @Operation(
      summary = "Creates or changes a shop",
      description =
          "A field left out keeps its value, null takes it away. Secrets are write-only; several of"
              + " a platform count at once.")
  public View put(String shop, JsonNode form) {
    if (!NAME.matcher(shop).matches()) {
      throw Problem.badRequest("A shop's name is 1 to 63 of a-z, 0-9 and -.");
    }
    changes.put(shop, form);
    return get(shop);
  }

  @GET
  @Transactional
  @Operation(summary = "A shop, without its secrets")
  public View get(String shop) {
    var found =
        Optional.of(shop)
            .filter(name -> NAME.matcher(name).matches())
            .flatMap(shops::find)
            .orElseThrow(() -> Problem.notFound("No such shop."));
    return new View(shop, found.profile(), found.active(), shops.secretCounts(shop));
  }

  /**
   * A shop as it may be seen.
   *
   * @param secretCounts how many secrets each platform may sign with
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record View(
      String shop,
      @JsonUnwrapped ShopProfile profile,
      boolean active,
      Map<String, Long> secretCounts) {}
}
