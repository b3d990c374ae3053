package io.touchback.sla.board;

import com.fasterxml.jackson.databind.JsonNode;
import io.touchback.sla.policy.PolicyPatch;
import io.touchback.sla.policy.PolicySet;
import io.touchback.sla.policy.PolicyTable;
import io.touchback.sla.policy.Terms;
import io.touchback.sla.policy.Violation;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** A shop's policies: what is built in, and what it says instead. */
@Path("/api/shops/{shop}/policies")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"ops", "agent"})
public class PoliciesResource {
  private static final Pattern SHOP = Pattern.compile("[a-z0-9-]{1,63}");

  private final PolicyTable policies;

  PoliciesResource(PolicyTable policies) {
    this.policies = policies;
  }

  @GET
  @Transactional
  @Operation(summary = "All policies as they hold for new clocks of the shop")
  public View get(@PathParam("shop") String shop) {
    return View.of(policies.of(checked(shop)));
  }

  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("ops")
  @Transactional
  @Operation(
      summary = "Changes what it names",
      description =
          "A JSON merge patch: null takes an override away, enabled=false switches a policy off."
              + " Clocks that run keep the terms they were armed with. The shop need not be known"
              + " yet.")
  public View put(@PathParam("shop") String shop, @Nullable JsonNode body) {
    try {
      return View.of(policies.change(checked(shop), PolicyPatch.of(body)));
    } catch (PolicyPatch.Refused e) {
      throw Problem.badRequest(e.violations());
    }
  }

  private static String checked(String shop) {
    if (!SHOP.matcher(shop).matches()) {
      throw Problem.badRequest(List.of(new Violation("shop", "is 1 to 63 of a-z, 0-9 and -")));
    }
    return shop;
  }

  /** Policies by name. */
  public record View(Map<String, Terms> policies) {
    static View of(PolicySet set) {
      var named = new LinkedHashMap<String, Terms>();
      set.effective().forEach((policy, terms) -> named.put(policy.word(), terms));
      return new View(named);
    }
  }
}
