// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The doors of the service that this desk goes through, under their short names. For the files of this module only; there is no other way
// to a record.
//
// Threads: declares nothing of its own.
#pragma once

#include "recommendations/desk.h"
#include "service/desk_reading.h"
#include "service/desk_writing.h"
#include "service/record_batch.h"

namespace guvoh::recommendations {

using service::check_place;
using service::check_reason;
using service::DeskReading;
using service::DeskWriting;
using service::FoundRecord;
using service::LinkedRecord;
using service::normalised;
using service::Permission;
using service::present_schema;
using service::RecordBatch;
using service::RecordsByLink;
using service::SchemaPtr;
using service::Taken;

}  // namespace guvoh::recommendations
