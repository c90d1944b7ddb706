// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/guard.h"
#include "http/routes.h"
#include "http/views.h"

namespace guvoh::http {

using base::ErrorKind;
using base::Expected;
using base::fail;
using base::Json;
using shape::may;
using shape::must;

namespace {

constexpr std::int64_t kPassphraseCharacters = 1024;

Shape passphrase_shape() { return shape::text(1, kPassphraseCharacters); }
Shape name_shape() { return shape::text(1, 200); }
Shape login_shape() { return shape::text(1, 100); }
Shape language_shape() { return shape::text(0, 16); }
Shape wrapped(std::string_view member, std::string_view component) { return shape::object({must(member, shape::named(component))}); }

service::Origin origin_of(const Context& context) {
    return {context.request.peer.address, std::string(context.request.header("User-Agent").substr(0, 300))};
}

/// An answer that holds secrets of a session: never compressed, see Response::may_compress.
Response private_json(const Json& json, int status = 200) {
    Response response = Response::json(json, status);
    response.may_compress = false;
    return response;
}

Response signed_in(const Context& context, const service::SignedIn& signed_in, Json json = Json::Object{}) {
    json["session"] = session_json(signed_in.info, context.services.host.workspace_name());
    Response response = private_json(json);
    response.set("Set-Cookie", session_cookie(signed_in.session_token, context.request.peer.secure));
    return response;
}

Expected<Response> session_answer(const Context& context, const service::SessionInfo& info) {
    return private_json(session_json(info, context.services.host.workspace_name()));
}

Expected<service::Passphrase> passphrase_of(const Context& context, std::string_view name = "passphrase") {
    return service::make_passphrase(context.body[name].string_or({}));
}

service::PasskeyProof proof_of(const Json& body) { return {text_of(body, "challenge"), body["credential"], text_of(body, "prf")}; }

// ---- the doors --------------------------------------------------------------------------------------------------------------

Expected<Response> get_state(Context& context) {
    const service::HostPhase phase = context.services.host.phase();
    Json json;
    json["phase"] = service::host_phase_name(phase);
    json["version"] = context.services.version;
    json["workspace_name"] = context.services.host.workspace_name();
    json["languages"] = Json::Array{"en", "ru"};
    json["needs_setup_token"] = phase == service::HostPhase::Empty || phase == service::HostPhase::Unclaimed;
    return Response::json(json);
}

Expected<Response> set_up(Context& context) {
    const Json& body = context.body;
    // Whoever reaches the port before its owner does must not become the first member.
    if (!same_secret(text_of(body, "setup_token"), context.services.setup_token)) return fail(ErrorKind::Denied, "the setup token is another one");
    GUVOH_TRY(const auto passphrase, passphrase_of(context));
    const service::SetupRequest request{text_of(body, "workspace_name"), text_of(body, "member_name"), text_of(body, "login"), text_of(body, "language")};
    GUVOH_TRY(const auto done, context.services.host.setup(request, passphrase, origin_of(context)));
    Json json;
    json["recovery_key"] = done.recovery_key;
    return signed_in(context, done.signed_in, std::move(json));
}

Expected<Response> judge_passphrase(Context& context) {
    const auto strength = service::passphrase_strength(context.body["passphrase"].string_or({}), texts_of(context.body, "hints"));
    Json json;
    json["score"] = strength.score;
    json["acceptable"] = strength.acceptable;
    json["crack_time"] = strength.crack_time;
    json["advice"] = strength.advice;
    return private_json(json);
}

Expected<Response> sign_in(Context& context) {
    GUVOH_TRY(const auto passphrase, passphrase_of(context));
    GUVOH_TRY(const auto result, context.services.host.sign_in(text_of(context.body, "login"), passphrase, origin_of(context)));
    if (const auto* done = std::get_if<service::SignedIn>(&result)) return signed_in(context, *done);
    Json json;
    json["second_factor"] = second_factor_json(std::get<service::SecondFactorNeeded>(result));
    return private_json(json);
}

Expected<Response> second_factor(Context& context) {
    GUVOH_TRY(service::Members* members, context.services.members());
    Json proof = Json::Object{};
    for (const std::string_view name : {"code", "credential", "prf"}) {
        if (context.body.contains(name)) proof[name] = std::as_const(context.body)[name];
    }
    GUVOH_TRY(const auto done, members->second_factor(text_of(context.body, "challenge"), text_of(context.body, "method"), proof, origin_of(context)));
    return signed_in(context, done);
}

Expected<Response> begin_passkey_sign_in(Context& context) {
    GUVOH_TRY(service::Members* members, context.services.members());
    GUVOH_TRY(const auto begin, members->passkey_sign_in_begin());
    return private_json(passkey_begin_json(begin));
}

Expected<Response> finish_passkey_sign_in(Context& context) {
    GUVOH_TRY(service::Members* members, context.services.members());
    GUVOH_TRY(const auto done, members->passkey_sign_in_finish(proof_of(context.body), origin_of(context)));
    return signed_in(context, done);
}

Expected<Response> look_at_invitation(Context& context) {
    GUVOH_TRY(service::Members* members, context.services.members());
    GUVOH_TRY(const auto look, members->look(text_of(context.body, "token")));
    Json json;
    json["name"] = look.name;
    json["login"] = look.login;
    json["expires_at"] = time_json(look.expires_at);
    json["workspace_name"] = context.services.host.workspace_name();
    return private_json(json);
}

Expected<Response> join(Context& context) {
    GUVOH_TRY(service::Members* members, context.services.members());
    GUVOH_TRY(const auto passphrase, passphrase_of(context));
    GUVOH_TRY(const auto done, members->join(text_of(context.body, "token"), passphrase, text_of(context.body, "language"), origin_of(context)));
    return signed_in(context, done);
}

// ---- sessions ---------------------------------------------------------------------------------------------------------------

Expected<Response> get_session(Context& context) {
    GUVOH_TRY(service::Members* members, context.services.members());
    GUVOH_TRY(const auto info, members->session_info(context.login->token));
    return session_answer(context, info);
}

Expected<Response> sign_out(Context& context) {
    GUVOH_TRY(service::Members* members, context.services.members());
    members->sign_out(context.login->token);
    context.services.events.wake_all();
    Response response = Response::no_content();
    response.set("Set-Cookie", session_cookie({}, context.request.peer.secure));
    response.set("Clear-Site-Data", "\"cache\", \"storage\"");
    return response;
}

Expected<Response> list_sessions(Context& context) {
    GUVOH_TRY(service::Members* members, context.services.members());
    GUVOH_TRY(const auto lines, members->sessions(context.login->token));
    Json::Array array;
    for (const auto& line : lines) array.push_back(session_line_json(line));
    Json json;
    json["sessions"] = std::move(array);
    return Response::json(json);
}

Expected<Response> revoke_session(Context& context) {
    GUVOH_TRY(service::Members* members, context.services.members());
    GUVOH_TRY_VOID(members->revoke(context.login->token, context.param("id")));
    context.services.events.wake_all();
    return Response::no_content();
}

// ---- me ---------------------------------------------------------------------------------------------------------------------

std::optional<std::string> optional_text(const Json& body, std::string_view name) {
    return body.contains(name) ? std::optional(text_of(body, name)) : std::nullopt;
}

Expected<Response> update_me(Context& context) {
    GUVOH_TRY(service::Members* members, context.services.members());
    GUVOH_TRY(const auto info, members->update_me(context.login->token, optional_text(context.body, "name"), optional_text(context.body, "language")));
    return session_answer(context, info);
}

Expected<Response> change_passphrase(Context& context) {
    GUVOH_TRY(service::Members* members, context.services.members());
    GUVOH_TRY(const auto current, passphrase_of(context, "current"));
    GUVOH_TRY(const auto next, passphrase_of(context, "next"));
    GUVOH_TRY_VOID(members->change_passphrase(context.login->token, current, next));
    context.services.events.wake_all();
    return Response::no_content();
}

Expected<Response> begin_totp(Context& context) {
    GUVOH_TRY(service::Members* members, context.services.members());
    GUVOH_TRY(const auto begin, members->totp_begin(context.login->token));
    Json json;
    json["secret"] = begin.secret;
    json["uri"] = begin.uri;
    return private_json(json);
}

Response recovery_codes(const std::vector<std::string>& codes) {
    Json json;
    json["recovery_codes"] = texts_json(codes);
    return private_json(json);
}

Expected<Response> confirm_totp(Context& context) {
    GUVOH_TRY(service::Members* members, context.services.members());
    GUVOH_TRY(const auto codes, members->totp_confirm(context.login->token, text_of(context.body, "code")));
    return recovery_codes(codes);
}

Expected<Response> remove_totp(Context& context) {
    GUVOH_TRY(service::Members* members, context.services.members());
    GUVOH_TRY(const auto passphrase, passphrase_of(context));
    GUVOH_TRY_VOID(members->totp_remove(context.login->token, passphrase));
    return Response::no_content();
}

Expected<Response> new_recovery_codes(Context& context) {
    GUVOH_TRY(service::Members* members, context.services.members());
    GUVOH_TRY(const auto passphrase, passphrase_of(context));
    GUVOH_TRY(const auto codes, members->new_recovery_codes(context.login->token, passphrase));
    return recovery_codes(codes);
}

Expected<Response> list_passkeys(Context& context) {
    GUVOH_TRY(service::Members* members, context.services.members());
    GUVOH_TRY(const auto passkeys, members->passkeys(context.login->token));
    Json::Array array;
    for (const auto& passkey : passkeys) array.push_back(passkey_json(passkey));
    Json json;
    json["passkeys"] = std::move(array);
    return Response::json(json);
}

Expected<Response> begin_passkey(Context& context) {
    GUVOH_TRY(service::Members* members, context.services.members());
    GUVOH_TRY(const auto begin, members->passkey_begin(context.login->token));
    return private_json(passkey_begin_json(begin));
}

Expected<Response> finish_passkey(Context& context) {
    GUVOH_TRY(service::Members* members, context.services.members());
    GUVOH_TRY(const auto passkey, members->passkey_finish(context.login->token, proof_of(context.body), text_of(context.body, "label")));
    return Response::json(passkey_json(passkey));
}

Expected<Response> remove_passkey(Context& context) {
    GUVOH_TRY(service::Members* members, context.services.members());
    GUVOH_TRY_VOID(members->passkey_remove(context.login->token, context.param("id")));
    return Response::no_content();
}

// ---- the rows ---------------------------------------------------------------------------------------------------------------

std::vector<Route> door_routes() {
    const Shape credential = shape::map(shape::any());
    const Shape prf = shape::text(0, 200);
    const Shape challenge = shape::text(1, 512);
    return {
        get("/state", "Phase of this server", get_state).open().gives(shape::named("State")),
        post("/setup", "Make or claim the workspace and its first member", set_up)
            .open()
            .takes(shape::object({must("setup_token", shape::text(0, 200)), must("workspace_name", name_shape()), must("member_name", name_shape()),
                                  must("login", login_shape()), must("passphrase", passphrase_shape()), must("language", language_shape())}))
            .gives(shape::object({must("recovery_key", shape::text()), must("session", shape::named("Session"))})),
        post("/passphrase-strength", "How good a passphrase is", judge_passphrase)
            .open()
            .takes(shape::object({must("passphrase", shape::text(0, kPassphraseCharacters)), may("hints", shape::list(shape::text(0, 200), 20))}))
            .gives(shape::named("PassphraseStrength")),
        post("/session", "Sign in with a passphrase", sign_in)
            .open()
            .takes(shape::object({must("login", login_shape()), must("passphrase", passphrase_shape())}))
            .gives(shape::object({may("session", shape::named("Session")), may("second_factor", shape::named("SecondFactor"))})),
        post("/session/second-factor", "Finish signing in", second_factor)
            .open()
            .takes(shape::object({must("challenge", challenge), must("method", shape::choice({"totp", "passkey", "recovery_code"})),
                                  may("code", shape::text(1, 64)), may("credential", credential), may("prf", prf)}))
            .gives(wrapped("session", "Session")),
        post("/session/passkey/begin", "Begin signing in with a passkey", begin_passkey_sign_in)
            .open()
            .takes(shape::object({}))
            .gives(shape::named("PasskeyBegin")),
        post("/session/passkey/finish", "Sign in with a passkey", finish_passkey_sign_in)
            .open()
            .takes(shape::object({must("challenge", challenge), must("credential", credential), may("prf", prf)}))
            .gives(wrapped("session", "Session")),
        post("/join/look", "What an invitation says", look_at_invitation)
            .open()
            .takes(shape::object({must("token", shape::pattern("token"))}))
            .gives(shape::named("InvitationLook")),
        post("/join", "Join by invitation", join)
            .open()
            .takes(shape::object({must("token", shape::pattern("token")), must("passphrase", passphrase_shape()), may("language", language_shape())}))
            .gives(wrapped("session", "Session")),
    };
}

std::vector<Route> me_routes() {
    const Shape passphrase_only = shape::object({must("passphrase", passphrase_shape())});
    const Shape codes = shape::object({must("recovery_codes", shape::list(shape::text()))});
    return {
        get("/session", "Who is signed in", get_session).gives(shape::named("Session")),
        erase("/session", "Sign out", sign_out).gives_nothing(),
        get("/sessions", "One's own sessions", list_sessions).gives(shape::object({must("sessions", shape::list(shape::named("SessionLine")))})),
        erase("/sessions/{id}", "End a session of one's own", revoke_session).gives_nothing(),
        patch("/me", "Change one's name or language", update_me)
            .takes(shape::object({may("name", name_shape()), may("language", language_shape())}))
            .gives(shape::named("Session")),
        put("/me/passphrase", "Change one's passphrase", change_passphrase)
            .takes(shape::object({must("current", passphrase_shape()), must("next", passphrase_shape())}))
            .gives_nothing(),
        post("/me/totp", "Begin to use an authenticator", begin_totp)
            .takes(shape::object({}))
            .gives(shape::object({must("secret", shape::text()), must("uri", shape::text())})),
        post("/me/totp/confirm", "Confirm the authenticator", confirm_totp).takes(shape::object({must("code", shape::text(1, 64))})).gives(codes),
        erase("/me/totp", "Use no authenticator any more", remove_totp).takes(passphrase_only).gives_nothing(),
        get("/me/passkeys", "One's passkeys", list_passkeys).gives(shape::object({must("passkeys", shape::list(shape::named("Passkey")))})),
        post("/me/passkeys/begin", "Begin to add a passkey", begin_passkey).takes(shape::object({})).gives(shape::named("PasskeyBegin")),
        post("/me/passkeys/finish", "Add a passkey", finish_passkey)
            .takes(shape::object({must("challenge", shape::text(1, 512)), must("credential", shape::map(shape::any())), may("label", shape::text(0, 200)),
                                  may("prf", shape::text(0, 200))}))
            .gives(shape::named("Passkey")),
        erase("/me/passkeys/{id}", "Remove a passkey", remove_passkey).gives_nothing(),
        post("/me/recovery-codes", "New recovery codes", new_recovery_codes).takes(passphrase_only).gives(codes),
    };
}

}  // namespace

std::vector<Route> session_routes() {
    std::vector<Route> routes = door_routes();
    for (Route& route : me_routes()) routes.push_back(std::move(route));
    return routes;
}

}  // namespace guvoh::http
