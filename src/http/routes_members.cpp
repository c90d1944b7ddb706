// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/routes.h"
#include "http/views.h"

namespace guvoh::http {

using base::Expected;
using base::Json;
using shape::may;
using shape::must;

namespace {

Shape name_shape() { return shape::text(1, 200); }
Shape ids_shape() { return shape::list(shape::pattern("id"), 100); }
Shape reason_shape() { return shape::text(0, 2000); }

/// A list of values as {"name":[...]}.
template <class Values, class Writer>
Json wrap(std::string_view name, const Values& values, Writer writer) {
    Json::Array array;
    for (const auto& value : values) array.push_back(writer(value));
    Json json;
    json[name] = std::move(array);
    return json;
}

Response invited(const service::Invited& invited, int status) {
    Json json;
    json["id"] = invited.id;
    json["member"] = invited.member_id;
    json["link"] = "/#/join/" + invited.token;
    json["expires_at"] = time_json(invited.expires_at);
    Response response = Response::json(json, status);
    response.may_compress = false;
    return response;
}

Expected<Response> list_members(Context& context) {
    GUVOH_TRY(service::Members* members, context.services.members());
    GUVOH_TRY(const auto list, members->list(context.caller()));
    return Response::json(wrap("members", list, member_json));
}

/// After a member may do less: what they began ends, and their open pages look again.
void take_effect(Context& context, std::string_view member) {
    context.services.jobs.end_of(member);
    context.services.events.wake_all();
}

Expected<Response> update_member(Context& context) {
    GUVOH_TRY(service::Members* members, context.services.members());
    service::MemberChange change;
    if (context.body.contains("name")) change.name = text_of(context.body, "name");
    if (context.body.contains("roles")) change.roles = texts_of(context.body, "roles");
    GUVOH_TRY(const auto member, members->update(context.caller(), context.param("id"), change));
    if (change.roles) take_effect(context, context.param("id"));
    return Response::json(member_json(member));
}

Expected<Response> remove_member(Context& context) {
    GUVOH_TRY(service::Members* members, context.services.members());
    GUVOH_TRY_VOID(members->remove(context.caller(), context.param("id"), text_of(context.body, "reason")));
    take_effect(context, context.param("id"));
    return Response::no_content();
}

Expected<Response> reset_member(Context& context) {
    GUVOH_TRY(service::Members* members, context.services.members());
    GUVOH_TRY(const auto made, members->reset(context.caller(), context.param("id")));
    take_effect(context, context.param("id"));
    return invited(made, 200);
}

Expected<Response> list_invitations(Context& context) {
    GUVOH_TRY(service::Members* members, context.services.members());
    GUVOH_TRY(const auto list, members->invitations(context.caller()));
    return Response::json(wrap("invitations", list, invitation_json));
}

Expected<Response> invite(Context& context) {
    GUVOH_TRY(service::Members* members, context.services.members());
    const Json& body = context.body;
    service::InviteRequest request{text_of(body, "name"), text_of(body, "login"), texts_of(body, "roles"), texts_of(body, "compartments"),
                                   static_cast<std::uint32_t>(body["days"].integer_or(7))};
    GUVOH_TRY(const auto made, members->invite(context.caller(), request));
    return invited(made, 201);
}

Expected<Response> revoke_invitation(Context& context) {
    GUVOH_TRY(service::Members* members, context.services.members());
    GUVOH_TRY_VOID(members->revoke_invitation(context.caller(), context.param("id")));
    return Response::no_content();
}

Expected<Response> list_roles(Context& context) {
    GUVOH_TRY(service::Members* members, context.services.members());
    GUVOH_TRY(const auto list, members->roles(context.caller()));
    Json json = wrap("roles", list, role_json);
    json["permissions"] = texts_json(access::PermissionSet::all().names());
    return Response::json(json);
}

Expected<Response> put_role(Context& context, std::string id, int status) {
    GUVOH_TRY(service::Members* members, context.services.members());
    GUVOH_TRY(const auto role, members->put_role(context.caller(), {std::move(id), text_of(context.body, "name"), texts_of(context.body, "permissions")}));
    return Response::json(role_json(role), status);
}

Expected<Response> make_role(Context& context) { return put_role(context, {}, 201); }
Expected<Response> change_role(Context& context) { return put_role(context, context.param("id"), 200); }

Expected<Response> list_compartments(Context& context) {
    GUVOH_TRY(service::Members* members, context.services.members());
    GUVOH_TRY(const auto list, members->compartments(context.caller()));
    return Response::json(wrap("compartments", list, compartment_json));
}

Expected<Response> make_compartment(Context& context) {
    GUVOH_TRY(service::Members* members, context.services.members());
    GUVOH_TRY(const auto made, members->create_compartment(context.caller(), text_of(context.body, "name"), text_of(context.body, "purpose")));
    return Response::json(compartment_json(made), 201);
}

Expected<Response> add_to_compartment(Context& context) {
    GUVOH_TRY(service::Members* members, context.services.members());
    GUVOH_TRY_VOID(members->add_to_compartment(context.caller(), context.param("id"), text_of(context.body, "member")));
    return Response::no_content();
}

Expected<Response> remove_from_compartment(Context& context) {
    GUVOH_TRY(service::Members* members, context.services.members());
    GUVOH_TRY_VOID(members->remove_from_compartment(context.caller(), context.param("id"), context.param("member"), text_of(context.body, "reason")));
    take_effect(context, context.param("member"));
    return Response::no_content();
}

}  // namespace

std::vector<Route> member_routes() {
    const Shape reason_only = shape::object({may("reason", reason_shape())});
    const Shape role = shape::object({must("name", name_shape()), must("permissions", shape::list(shape::text(1, 64), 64))});
    return {
        get("/members", "Members, as far as one may know them", list_members)
            .needs("read")
            .gives(shape::object({must("members", shape::list(shape::named("Member")))})),
        patch("/members/{id}", "Change a member's name or roles", update_member)
            .needs("manage_members")
            .takes(shape::object({may("name", name_shape()), may("roles", ids_shape())}))
            .gives(shape::named("Member")),
        post("/members/{id}/remove", "Remove a member", remove_member).needs("manage_members").takes(reason_only).gives_nothing(),
        post("/members/{id}/reset", "Invite a member anew", reset_member).needs("manage_members").takes(shape::object({})).gives(shape::named("Invited")),
        get("/invitations", "Invitations that wait", list_invitations)
            .needs("manage_members")
            .gives(shape::object({must("invitations", shape::list(shape::named("Invitation")))})),
        post("/invitations", "Invite somebody", invite)
            .needs("manage_members")
            .takes(shape::object({must("name", name_shape()), must("login", shape::text(1, 100)), must("roles", ids_shape()),
                                  may("compartments", ids_shape()), may("days", shape::integer(1, 30))}))
            .gives(shape::named("Invited"), 201),
        erase("/invitations/{id}", "Revoke an invitation", revoke_invitation).needs("manage_members").gives_nothing(),
        get("/roles", "Roles and what they may do", list_roles)
            .needs("read")
            .gives(shape::object({must("roles", shape::list(shape::named("Role"))), must("permissions", shape::list(shape::text()))})),
        post("/roles", "Make a role", make_role).needs("manage_roles").takes(role).gives(shape::named("Role"), 201),
        put("/roles/{id}", "Change a role", change_role).needs("manage_roles").takes(role).gives(shape::named("Role")),
        get("/compartments", "Compartments one is in; all for who manages them", list_compartments)
            .needs("read")
            .gives(shape::object({must("compartments", shape::list(shape::named("Compartment")))})),
        post("/compartments", "Make a compartment", make_compartment)
            .needs("manage_compartments")
            .takes(shape::object({must("name", name_shape()), may("purpose", shape::text(0, 2000))}))
            .gives(shape::named("Compartment"), 201),
        post("/compartments/{id}/members", "Let a member into a compartment", add_to_compartment)
            .needs("manage_compartments")
            .takes(shape::object({must("member", shape::pattern("id"))}))
            .gives_nothing(),
        erase("/compartments/{id}/members/{member}", "Take a member out of a compartment", remove_from_compartment)
            .needs("manage_compartments")
            .takes(reason_only)
            .gives_nothing(),
    };
}

}  // namespace guvoh::http
