import { fileStore } from "../../../src/store/file/store.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";
import { storeContract } from "../contract.ts";

storeContract((options) => fileStore(temporaryFolder(), options));
