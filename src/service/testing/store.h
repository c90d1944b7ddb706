// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What a workspace's store holds beneath its use cases, for tests that look at it or break it.
#pragma once

#include <gtest/gtest.h>

#include "service/theme_models.h"
#include "service/workspace_parts.h"

namespace guvoh::service::testing {

/// Every model that the record names, whoever may see it.
inline std::vector<StoredModel> all_models(Workspace& workspace) {
    const auto session = workspace.parts().database().begin_read();
    return stored_models(**session).value();
}

/// The sealed bytes with a hash.
inline bool is_kept(Workspace& workspace, const base::Hash& hash) { return workspace.parts().vault->blobs().exists(hash); }
inline base::Bytes kept_bytes(Workspace& workspace, const base::Hash& hash) { return workspace.parts().vault->blobs().get_bytes(hash, 1U << 20).value(); }
inline void keep_bytes(Workspace& workspace, const base::Hash& hash, base::ByteSpan bytes) { ASSERT_TRUE(workspace.parts().vault->blobs().put_bytes(hash, bytes)); }
inline void erase_bytes(Workspace& workspace, const base::Hash& hash) { ASSERT_TRUE(workspace.parts().vault->blobs().erase(hash)); }

/// Puts a record as no use case would.
inline void put_record(Workspace& workspace, const base::Id& id, std::string_view type, std::string json) {
    const auto writing = workspace.parts().records->begin("test");
    ASSERT_TRUE((*writing)->put(id, type, std::move(json)));
    ASSERT_TRUE((*writing)->commit());
}

inline void execute_sql(Workspace& workspace, std::string_view sql) {
    const auto session = workspace.parts().database().begin_write();
    ASSERT_TRUE((*session)->execute(sql));
    ASSERT_TRUE((*session)->commit());
}

}  // namespace guvoh::service::testing
