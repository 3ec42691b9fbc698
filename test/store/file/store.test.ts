import { fileStore } from "../../../src/store/file/store.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";
import { storeContract } from "../contract.ts";
import { linksContract } from "../links-contract.ts";
import { outcomesContract } from "../outcomes-contract.ts";

storeContract((options) => fileStore(temporaryFolder(), options));
linksContract((options) => fileStore(temporaryFolder(), options));
outcomesContract((options) => fileStore(temporaryFolder(), options));
